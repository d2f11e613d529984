// Package decided proves that what people decide about an approval, and what follows from it, happens once, whoever
// is killed where and however many nodes look; and measures what many past approvals cost.
//
// The test binary plays a part of its own: a process over the company's database that decides, does what was
// approved, and kills itself before a statement that it was told, or around a commit.
package decided
