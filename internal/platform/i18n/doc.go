// Package i18n puts codes and parameters into words, from the catalogue that
// the web client uses too.
//
// A language is one of Languages; what a person or a browser asks for is
// brought to one of them by Match. A key without words gives the key itself
// and is remembered in Missing, so that a test can demand that there is none.
package i18n
