// Package condition is the small language in which an administrator says when a field is visible or required,
// which branch a route takes, and what a formula computes. It is pure; web/src/features/approvals/model/condition
// is its twin, and both are held to testdata/vectors.json.
//
//	amount > 5000 and not empty(reason)
//	kind in ["annual", "sick"] or tags contains "urgent"
//	sum(goods.price) * 1.06
//	days(trip.from, trip.to) <= 3
//
// Compile parses a source and checks it against the names that there are and their types; then it can be evaluated
// against values as often as needed. Faults have a stable code and a place, counted in characters from 0.
//
// Operators, from loose to tight: or; and; not; = != < <= > >= in, not in, contains (one of them, never chained); + -; * /; a
// minus in front. Functions: empty(x), sum(rows.column), count(rows), days(from, to). Literals: 12.50, "text" with \" and \\,
// true, false; a text stands for a date where it meets one.
//
// Meaning:
//   - Numbers are exact fractions. Nothing is rounded before Round, which takes halves away from zero.
//   - What has no value makes arithmetic empty, as dividing by zero does. Two empty sides are equal; an order with an
//     empty side is false; an unanswered yes or no counts as no. An empty text is no value. Evaluation never fails.
//   - sum leaves out rows without a value and is 0 without rows. days counts both ends; 0 if the second lies before the first.
//   - Texts are compared character by character, in NFC.
//
// Limits: 1,000 characters, 100 operands and operators, 32 levels of nesting, numbers of 20 digits before and 10 behind the
// point. So evaluating takes little time whatever was written.
package condition
