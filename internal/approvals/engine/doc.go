// Package engine moves an approval along its route: who is asked now, what each act does, when it has ended. It is
// pure: the organisation, what was filled in, the time and fresh ids are handed in with World, so that the same
// history always gives the same state.
//
// Words: a node is one coming to a step; coming again (after a return) makes another one, and the one before is left:
// it stays to be read and counts no more. A seat is one signature that a node wants. A task is somebody's hold on a
// seat: transferring hands the seat to another task, a delegate has a task beside their principal's, and the first
// decision settles the seat for both. An edition is a state of the content.
//
// The state holds no cursor. After each act the route is walked from its beginning through the nodes that stand: what
// is missing is made, what is passed is gone through, and an open node that the walk no longer reaches is left. So
// there is one place that decides who is asked, and no way around a step.
//
// Invariants:
//   - An approval ends once (approved, rejected, withdrawn), and then nothing moves.
//   - A seat is decided once. Whoever decides holds an open task of it, and is active.
//   - Nobody decides twice in one coming to a step: who takes the place of a leaver, or of somebody whose time is over,
//     has none there yet, and a delegate who has one is not asked for their principal too. Where too few people are
//     left, the place waits.
//   - A node opens only when all before it in its list of steps have passed; parallel arms join before what follows.
//   - The applicant decides nothing unless the step says so: they are not found, not delegated to, transferred to,
//     added, or handed over to.
//   - An earlier agreement counts only for the same edition, at no weaker level, and where the person was found by the
//     route; somebody whom a colleague asked is always asked.
//   - When the content changes, what stands is looked at again: a branch that now goes elsewhere is gone through anew,
//     and so is a step whose people follow from a field that changed.
//   - What time limits do is done by nobody; people can never send it, and a step that wants a person is never
//     passed or rejected by it.
package engine
