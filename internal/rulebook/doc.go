// Package rulebook turns the company's regulations into decisions.
//
// A rule is declared as a Go value in the room that obeys it: its bounds, its default, the
// requirements it carries, its clause, and a pure function that decides a case. Its value can be set
// for the company, a department, a class of groups, a role or a person; the narrowest wins:
//
//	person > role > group class > nearest department > company
//
// Values are versioned rows with an instant from which they hold. Deciding leaves evidence: what was
// blocked or is to be recorded, by whom, under which version, with facts that are ids and numbers
// only. A blocked act leaves nothing but its evidence, and tells the person the clause and the way
// that is open. Repeats of one person against one rule fold into one row a minute.
package rulebook
