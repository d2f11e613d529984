// Package approvals is the room in which one person asks and others consent: a form, a route of steps, and what
// happens by itself once everybody has agreed.
//
// What decides is pure and stands in packages of its own: condition (the language of conditions and formulas), form
// (fields, values, rights).
package approvals
