// Package event is the notice board: past-tense facts that rooms say in the transaction that makes
// them true and that other rooms hear afterwards, in commit order. One file per room; no logic. An
// event carries ids and counts, never content.
package event
