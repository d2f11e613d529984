package password

import (
	_ "embed"
	"strings"
	"sync"
	"time"
	"unicode"
)

//go:embed common.txt
var commonText string

// commonWords are the cores of the passwords that attackers try first: words and keyboard walks from
// common.txt, and the romanised full names that most people of China have.
var commonWords = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	sections := map[string][]string{}
	section := ""
	for line := range strings.Lines(commonText) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "# "); ok {
			section = name
			continue
		}
		sections[section] = append(sections[section], strings.Fields(line)...)
	}
	for name, words := range sections {
		if name != "surnames" && name != "given names" {
			for _, w := range words {
				set[w] = true
			}
		}
	}
	for _, surname := range sections["surnames"] {
		for _, given := range sections["given names"] {
			set[surname+given] = true
			set[given+surname] = true
		}
	}
	return set
})

// common tells whether a password is one that many have, also when it is dressed up with digits,
// signs or digits in place of letters: P@ssw0rd!, Qwer1234#, Woaini@520, Zhangwei_1990.
func common(password string) bool {
	words := commonWords()
	lower := fold(strings.ToLower(password))
	for _, form := range []string{lower, onlyAlnum(lower), unleet(lower), onlyAlnum(unleet(lower))} {
		if words[form] || words[core(form)] || repeated(form) {
			return true
		}
	}
	// 1q2w3e4r! → what stands between the signs; Aa123456! → next to nothing but a sequence.
	bare := onlyAlnum(lower)
	if words[unleet(core(lower))] || words[core(bare)] {
		return true
	}
	letters := strings.Map(keep(unicode.IsLetter), bare)
	digits := strings.Map(keep(unicode.IsDigit), bare)
	return words[letters] && trivialDigits(digits) || len(letters) <= 3 && len(digits) >= 4 && trivialDigits(digits)
}

func keep(want func(rune) bool) func(rune) rune {
	return func(r rune) rune {
		if want(r) {
			return r
		}
		return -1
	}
}

// core is a word without the digits and signs put before and behind it.
func core(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// repeated tells whether s is one short piece again and again: Aa1!Aa1!Aa1!
func repeated(s string) bool {
	for n := 1; n <= 4 && n*2 <= len(s); n++ {
		if len(s)%n == 0 && strings.Repeat(s[:n], len(s)/n) == s {
			return true
		}
	}
	return false
}

// trivialDigits tells whether digits are what people add because digits were demanded: none, a row
// (123456, 8765), one digit repeated, a year or a date, or a number that stands for words.
func trivialDigits(d string) bool {
	if len(d) < 2 || commonWords()[d] || repeated(d) {
		return true
	}
	up, down := true, true
	for i := 1; i < len(d); i++ {
		up = up && d[i] == (d[i-1]-'0'+1)%10+'0'
		down = down && d[i] == (d[i-1]-'0'+9)%10+'0'
	}
	return up || down || isDate(d)
}

// isDate recognises a year, a year and month, or a day, of the last and this century.
func isDate(d string) bool {
	for _, layout := range []string{"2006", "200601", "20060102"} {
		if _, err := time.Parse(layout, d); err == nil {
			return strings.HasPrefix(d, "19") || strings.HasPrefix(d, "20")
		}
	}
	return false
}
