// Package trial tries a value of a rule on what has happened: it says of each fact of a past span what
// the rule did and what it would have done, per department, with samples.
//
// Facts are the acts that happened, which the room of the rule lists from its own tables, and those that
// were refused, which stand in the evidence. Of each:
//
//   - before is what happened. An act that took place was not blocked, whatever a value says of it today;
//     by the value that stood then it was allowed, recorded, watched or warned of.
//   - after is what the rule says with the value on trial in the place of what its scope had. Narrower
//     values that stood then still win. Where the same value and stage would have stood, after is before:
//     a trial of what was in force shows no difference.
//
// People count where they are today; who they were then is known of refusals only, whose evidence names
// the department.
//
// A trial runs beside requests, one at a time on a node, and reads page by page, so that it never holds
// what it reads. Its state stands in the table and goes one way:
//
//	running → done | cancelled | failed
//
// One whose process ended is failed as interrupted; nothing is taken up half way.
package trial
