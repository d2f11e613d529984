// Package search finds every text that contains some words, newest first, however short the words
// are: one character is enough, and no segmentation decides what a word is.
//
// # Words
//
//   - entry: one thing that can be found, at a Place: its instant, its scope and its number there.
//   - scope: what access is given to as a whole (a conversation). Who searches names the scopes that
//     they may see and from which number on.
//   - key: what an entry is listed under: each character of its folded text, each two that stand
//     together, its scope, its author, its kinds.
//   - segment: entries that were indexed together, in the order of their places, and for each key the
//     list of those that have it. A segment never changes; small ones are merged into larger ones.
//   - chunk: 65,536 entries of a segment; lists are stored and compared chunk by chunk.
//
// # Invariants
//
//   - The index answers with candidates: all that match and a few that do not (characters of a longer
//     word may stand apart; an entry may have changed since). Whoever asks reads the original, under
//     its access rules, and compares with Words.In.
//   - Order is that of places, whatever was indexed first. A search does bounded work; where it ends
//     early it tells from where to go on.
//   - The same place indexed again replaces what was there: the higher version counts.
//   - What is stored follows from the originals and can be deleted at any time.
//
// The tables are the same on SQLite and PostgreSQL: segments, and blocks of bytes. Neither database
// is asked to understand them.
package search
