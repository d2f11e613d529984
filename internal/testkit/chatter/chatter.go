// Package chatter makes up what a company writes: mostly short Chinese, with foreign words, numbers,
// links and odd characters in it. The same seed says the same. Words and characters are as unevenly
// frequent as in real talk, so that an index over it has its usual sizes and worst cases.
package chatter

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Talk says one message after the other. It belongs to one goroutine.
type Talk struct {
	random *rand.Rand
	words  []string
	word   *rand.Zipf
	rare   []rune
}

// made is how many words are made up beside the common ones.
const made = 12_000

// New returns the talk of a seed.
func New(seed uint64) *Talk {
	t := &Talk{random: rand.New(rand.NewPCG(seed, 0x7469)), words: append([]string{}, common...), rare: characters()}
	often := []rune(strings.ReplaceAll(frequent, "\n", ""))
	all := append(often, t.rare[:3755]...)
	pick := rand.NewZipf(t.random, 1.07, 40, uint64(len(all)-1))
	for range made {
		n := 2
		switch x := t.random.IntN(20); {
		case x < 3:
			n = 3
		case x < 5:
			n = 4
		}
		word := make([]rune, n)
		for i := range word {
			word[i] = all[pick.Uint64()]
		}
		t.words = append(t.words, string(word))
	}
	t.word = rand.NewZipf(t.random, 1.05, 20, uint64(len(t.words)-1))
	return t
}

// characters returns those of GB 2312: 3,755 in use, then 3,008 rare ones.
func characters() (out []rune) {
	for high := 0xB0; high <= 0xF7; high++ {
		raw := []byte{}
		for low := 0xA1; low <= 0xFE; low++ {
			if high == 0xD7 && low > 0xF9 {
				break
			}
			raw = append(raw, byte(high), byte(low))
		}
		text, _ := simplifiedchinese.GBK.NewDecoder().Bytes(raw)
		out = append(out, []rune(string(text))...)
	}
	return out
}

// Message says the next message: 1 to some 500 characters, most of them short.
func (t *Talk) Message() string {
	length := int(math.Exp(2.7 + 0.8*t.random.NormFloat64()))
	length = min(max(length, 1), 500)
	if t.random.IntN(25) == 0 {
		return t.english(length)
	}
	var b strings.Builder
	for n := 0; n < length; {
		piece := t.piece()
		b.WriteString(piece)
		n += len([]rune(piece))
	}
	return strings.TrimSpace(b.String()) + [...]string{"", "", "", "。", "！", "？", "~"}[t.random.IntN(7)]
}

func (t *Talk) piece() string {
	switch x := t.random.IntN(1000); {
	case x < 290:
		return little[t.random.IntN(len(little))]
	case x < 380:
		return [...]string{"，", "，", "，", "。", "、", "：", "\n"}[t.random.IntN(7)]
	case x < 410:
		return " " + latin[t.random.IntN(len(latin))] + " "
	case x < 435:
		return t.number()
	case x < 438:
		return fmt.Sprintf(" https://oa.example.com/d/%x?tab=%d ", t.random.Uint32(), t.random.IntN(9))
	case x < 448:
		return odd[t.random.IntN(len(odd))]
	case x < 453:
		return string(t.rare[t.random.IntN(len(t.rare))])
	}
	return t.words[t.word.Uint64()]
}

func (t *Talk) number() string {
	switch t.random.IntN(4) {
	case 0:
		return fmt.Sprintf("%d月%d日", 1+t.random.IntN(12), 1+t.random.IntN(28))
	case 1:
		return fmt.Sprintf("%d:%02d", t.random.IntN(24), t.random.IntN(60))
	case 2:
		return fmt.Sprintf("PO-%06d", t.random.IntN(1_000_000))
	}
	return fmt.Sprint(t.random.IntN(100_000))
}

func (t *Talk) english(length int) string {
	var words []string
	for n := 0; n <= length; {
		words = append(words, latin[t.random.IntN(len(latin))])
		n += len(words[len(words)-1]) + 1
	}
	return strings.Join(words, " ")
}
