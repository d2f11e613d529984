// Package coverage tells clause by clause what carries a regulation: which rules, how, with which value
// today, and how often they spoke in the last 30 days; and which clauses nothing carries.
//
// A node of a regulation counts as a clause where nothing lies below it, where it has words of its own
// beside its title, or where a rule is linked to it. A clause is carried by the rules that are linked to
// it or to what it lies in; one that contains others also by theirs. Each clause counts once, under the
// strongest way in which it is carried, so the totals add up:
//
//	clauses = enforced + measured + assisted + none
//
// Every employee may see what carries a clause. How often rules spoke is for those who watch over them.
package coverage
