// Package xlsx writes workbooks that spreadsheet programs open: sheets of text and numbers with a
// heading row. It knows no rooms.
//
// A text is always a text: it is written as an inline string, never as a formula, and what begins like
// one is marked, so that a program does not take it for one when somebody edits the cell.
package xlsx
