// Package content is what a message says: a typed tree of text, marks, links, people and blocks, a
// recording of a voice, a record of other messages, a card of an object of another room, or a line of the
// server. It is never markup.
//
// What people write (Written) is parsed strictly and sealed to one canonical form; what is stored is
// read back by Parse. The package is pure: it knows neither conversations nor the database.
//
// Words: a node is inline (text, link, mention) or a block (code, quote, list), and blocks hold inline
// nodes only. A copy is what a forward carries: the same words without ties to people. A record holds
// copies, and records in them, three deep.
//
// Invariants: Seal of what Parse gives changes nothing. Neighbouring texts with the same marks are one
// node; marks are sorted and stand once; what is empty is not there. A link is http, https or mailto,
// carries no credentials and no hidden characters, and its words do not show another address.
package content
