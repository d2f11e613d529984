package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// A converter that lost a single byte of GBK text leaves a question mark, some letters for the byte, and
// the characters behind it shifted by one byte until they meet again: 當?shù)恼Z言 was 當的語言. Putting
// the byte back before the bytes of what follows shows what stood there.

// strays are the bytes that such letters stand for; a question mark alone is what most often got lost.
var strays = []struct {
	letters string
	b       byte
}{{"?shù)", 0xB5}, {"?fù)", 0xCD}}

const strayMark = 0xA1 // the first byte of 。 and ，

// shifted judges a question mark.
func (s *source) shifted(i int) (repair, bool) {
	b, next := s.stray(i)
	lettered := next > i+1
	if !lettered && !strings.ContainsRune(",;:。、", s.at(next)) {
		return repair{}, false // a question
	}
	if words, end := s.realign(b, next); end > 0 && (lettered || strings.ContainsRune(runes(s.cs[next:end]), '?')) {
		return repair{CharactersDamaged, i, end, words}, true
	}
	if !lettered {
		return repair{}, false
	}
	r := repair{CharactersDamaged, i, next, ""}
	if b == 0xB5 && s.rune(next) == '?' { // 的 or 等, whose second byte is lost too
		r.to, r.proposal = next+1, "的"
		if strings.ContainsRune(",。;、", s.at(next+1)) {
			r.proposal = "等"
		}
	}
	return r, true
}

func (s *source) rune(i int) rune {
	if i < 0 || i >= len(s.cs) {
		return '\n'
	}
	return s.cs[i].r
}

// stray gives the byte that a question mark at i stands for, and where its letters end.
func (s *source) stray(i int) (byte, int) {
	for _, x := range strays {
		n := utf8.RuneCountInString(x.letters)
		if i+n <= len(s.cs) && runes(s.cs[i:i+n]) == x.letters {
			return x.b, i + n
		}
	}
	for end := i + 1; end-i <= 6; end++ { // other letters stand for bytes that we do not know
		c := s.rune(end)
		if c == ')' && end > i+2 {
			return 0, end + 1
		}
		if !unicode.Is(unicode.Latin, c) {
			break
		}
	}
	return strayMark, i + 1
}

// realign puts bytes together from a stray one on until they are whole characters.
func (s *source) realign(b byte, i int) (words string, end int) {
	if b == 0 {
		return "", 0
	}
	raw := []byte{b}
	encoder := simplifiedchinese.GBK.NewEncoder()
	for n := 0; n < 12 && i < len(s.cs) && s.cs[i].r != '\n'; n++ {
		if s.cs[i].r == '?' {
			stray, next := s.stray(i)
			if stray == 0 || next == i+1 {
				return "", 0
			}
			raw, i = append(raw, stray), next
		} else {
			more, err := encoder.Bytes([]byte(string(wideForm(s.cs[i].r))))
			if err != nil {
				return "", 0
			}
			raw, i = append(raw, more...), i+1
		}
		if words, whole := gbk(raw); whole {
			return words, i
		}
	}
	return "", 0
}

// wideForm gives the punctuation that a Chinese text had before somebody made it narrow.
func wideForm(r rune) rune {
	if strings.ContainsRune(",;:!", r) {
		return r - '!' + '！'
	}
	return r
}

// gbk decodes bytes that are nothing but whole Chinese characters and their punctuation.
func gbk(raw []byte) (string, bool) {
	if len(raw)%2 != 0 {
		return "", false
	}
	out, err := simplifiedchinese.GBK.NewDecoder().Bytes(raw)
	if err != nil {
		return "", false
	}
	for _, r := range string(out) {
		if !unicode.Is(unicode.Han, r) && !strings.ContainsRune("。，、；：？！“”（）", r) {
			return "", false
		}
	}
	return string(out), len(out) > 0
}

// latinRun reads characters that are bytes of UTF-8 taken for Latin ones: å…¬å¸.
func (s *source) latinRun(i int) (repair, bool) {
	end := i
	for end < len(s.cs) && (s.cs[end].r >= 0x80 && s.cs[end].r <= 0xFF || strings.ContainsRune("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", s.cs[end].r)) {
		end++
	}
	if end-i < 3 {
		return repair{}, false
	}
	raw, err := charmap.Windows1252.NewEncoder().String(runes(s.cs[i:end]))
	if err != nil || !utf8.ValidString(raw) || !strings.ContainsFunc(raw, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return repair{}, false
	}
	return repair{CharactersDamaged, i, end, raw}, true
}

// misread reads characters that are bytes of UTF-8 taken for GBK: 鍏徃 is 公司.
func (s *source) misread(i int) (repair, bool) {
	const few = 4
	if !unicode.Is(unicode.Han, s.cs[i].r) || i > 0 && unicode.Is(unicode.Han, s.cs[i-1].r) {
		return repair{}, false
	}
	end := i
	for end < len(s.cs) && s.cs[end].r > 0x2000 && s.cs[end].r != '\n' {
		end++
	}
	if end-i < few || end-i > 400 {
		return repair{}, false
	}
	raw, err := simplifiedchinese.GBK.NewEncoder().String(runes(s.cs[i:end]))
	if err != nil || !utf8.ValidString(raw) {
		return repair{}, false
	}
	for _, r := range raw {
		if r < 0x2000 {
			return repair{}, false // 联通 is a word, although its bytes are UTF-8 of another script
		}
	}
	return repair{CharactersDamaged, i, end, raw}, true
}
