// Package directory finds people as one types: by name, pinyin, initials,
// employee number and, last, by post or department. It is an index in memory
// over a copy of what it needs; it reads no database and no clock.
//
// # What finds 单伟明, number A0017
//
//	单伟 / 伟明            part of the name; 單偉明 and full-width forms too
//	shanweiming, shan w   pinyin by syllables, each may be cut short: shwm
//	swm                   initials
//	danwei, chanwei       other readings of the characters, ranked lower
//	weiming               from a later syllable
//	a0017, 017            number, from its beginning or within
//	运维                   post or department
//
// # Order
//
// Exact before prefix before initials before substring before post and
// department; then active people; then matches up to the name's end; then the
// usual reading before others; then names by pinyin, before numbers in their
// own order. The same content gives the same order, however it came about.
//
// # Words
//
//   - token: a Chinese character or a word of letters and digits in a name.
//   - reading: one pinyin of a character without tone; ü is written v.
//   - posting: the slots of people under one key of one or two letters or one
//     character; it narrows a search to those worth comparing.
//
// # Invariants
//
//   - Search may run at any time from any number of goroutines; writers wait
//     for one another, readers only for single insertions.
//   - A removed or replaced entry is never returned again. Its slot stays
//     behind as dead until the index is rebuilt beside the readers.
package directory
