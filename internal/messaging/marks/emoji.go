package marks

import (
	"strings"
	"unicode"
)

// The code points that join pictures or change them.
const (
	joiner    = 0x200D
	asPicture = 0xFE0F
	keycap    = 0x20E3
	blackFlag = 0x1F3F4
	endOfTag  = 0xE007F
)

// longestEmoji is in code points: two people with their skins, a heart and a kiss between them.
const longestEmoji = 10

// longestText leaves room for signs that are not needed.
const longestText = 2 * longestEmoji

// regions are the flags that are written as tags behind a black flag.
var regions = []string{"gbeng", "gbsct", "gbwls"}

// oneEmoji checks that a text is exactly one emoji and brings it to the one form in which the same
// picture is always written: the sign "as a picture" stands where it is needed and nowhere else.
func oneEmoji(text string) (string, bool) {
	runes := []rune(text)
	if len(runes) == 0 || len(runes) > longestText || strings.ContainsRune(text, unicode.ReplacementChar) {
		return "", false
	}
	switch first := runes[0]; {
	case isFlagLetter(first):
		return text, len(runes) == 2 && isFlagLetter(runes[1])
	case first == '#' || first == '*' || first >= '0' && first <= '9':
		return keycapOf(first, runes[1:])
	case first == blackFlag && len(runes) > 1 && runes[1] >= 0xE0000:
		return text, isRegion(runes[1:])
	}
	return joined(runes)
}

func isFlagLetter(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

func keycapOf(key rune, rest []rune) (string, bool) {
	if len(rest) == 2 && rest[0] == asPicture {
		rest = rest[1:]
	}
	return string([]rune{key, asPicture, keycap}), len(rest) == 1 && rest[0] == keycap
}

func isRegion(tags []rune) bool {
	last := len(tags) - 1
	if tags[last] != endOfTag {
		return false
	}
	var name strings.Builder
	for _, r := range tags[:last] {
		if r < 0xE0061 || r > 0xE007A {
			return false
		}
		name.WriteRune('a' + r - 0xE0061)
	}
	for _, known := range regions {
		if name.String() == known {
			return true
		}
	}
	return false
}

// joined reads pictures with joiners between them.
func joined(runes []rune) (string, bool) {
	out := make([]rune, 0, len(runes)+2)
	for {
		picture := runes[0]
		if !unicode.Is(pictures, picture) {
			return "", false
		}
		out = append(out, picture)
		runes = runes[1:]
		if len(runes) > 0 && runes[0] == asPicture {
			runes = runes[1:]
		}
		switch {
		case len(runes) > 0 && isSkin(runes[0]):
			if !unicode.Is(skinned, picture) {
				return "", false
			}
			out = append(out, runes[0])
			runes = runes[1:]
		case !unicode.Is(drawn, picture):
			out = append(out, asPicture)
		}
		if len(runes) == 0 {
			return string(out), len(out) <= longestEmoji
		}
		if runes[0] != joiner || len(runes) == 1 {
			return "", false
		}
		out = append(out, joiner)
		runes = runes[1:]
	}
}

func isSkin(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }
