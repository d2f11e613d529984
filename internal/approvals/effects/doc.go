// Package effects joins approvals to the rooms on their left: what an approval brings about there, and a
// room's own asking for consent. Each effect reads the values of the built-in form of its name by the ids of
// the fields, so a form that an administrator has changed must keep those.
package effects
