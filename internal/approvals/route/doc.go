// Package route is the way of an approval: its steps, who is asked in each, and what is wrong with a way that
// somebody drew. It is pure.
//
// Words: a step asks people (approve), tells people (cc), takes the first arm whose condition holds (branch), or
// walks all arms whose conditions hold side by side until each has arrived (parallel). Who says how people are
// found; People answers from the live organisation, when the step is reached and not before. Asked is the outcome
// of that search: those found, and whether some part of it found nobody.
//
// What a step leaves empty (nobody, self, same) is the route's. Check tells every fault by its path, such as
// "steps[2].arms[0].when".
package route
