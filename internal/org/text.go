package org

import "unicode"

// plainLine tells whether s has no character that hides, reorders the text around it or breaks the
// line: names and reasons stand in lists and records where such a character would deceive.
func plainLine(s string) bool {
	for _, r := range s {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) || r == unicode.ReplacementChar {
			return false
		}
	}
	return true
}
