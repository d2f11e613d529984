package seed

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/chatter"
)

// message is a stored text without anything special about it.
type message struct {
	Conversation, Sender, ClientID id.ID
	Seq, At                        int64
}

type reader interface{ Read([]byte) (int, error) }

// row returns the message's columns in the order in which Talk inserts them.
func (m message) row(text string, random reader) []any {
	salt := make([]byte, 16)
	_, _ = random.Read(salt)
	content := Content(text)
	return []any{bytesOf(m.Conversation), m.Seq, bytesOf(m.Sender), bytesOf(m.ClientID), m.At, int64(1), "text", content, salt, m.hash(content, salt)}
}

// hash is that of a message as messaging stores it: the smoke run compares it with one that was sent.
func (m message) hash(content, salt []byte) []byte {
	b := make([]byte, 0, 192+len(content))
	b = append(b, "tonggui message 1\n"...)
	b = append(b, m.Conversation[:]...)
	b = append(b, m.Sender[:]...)
	b = append(b, m.ClientID[:]...)
	const epoch, kind = 1, "text"
	for _, n := range []int64{m.Seq, m.At, epoch, 0, 0, 0, 0, 0, int64(len(kind))} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	b = append(b, kind...)
	b = append(b, salt...)
	b = append(b, content...)
	sum := sha256.Sum256(b)
	return sum[:]
}

// Content is a text in the form in which it is sent and stored.
func Content(text string) []byte {
	quoted, _ := json.Marshal(text) // a string always can be written
	return []byte(`{"type":"text","nodes":[{"type":"text","text":` + string(quoted) + `}]}`)
}

// Size is the bytes of each text.
const Size = 128

// words are texts of Size bytes in UTF-8, from what a company writes.
type words struct {
	all []string
	at  int
}

func newWords() *words {
	w := &words{}
	talk := chatter.New(1)
	for range 5000 {
		w.all = append(w.all, sized(talk.Message))
	}
	return w
}

func (w *words) next() string {
	w.at++
	return w.all[w.at%len(w.all)]
}

// Texts returns n texts of Size bytes that stand in JSON as they are, so that one can be written over
// another.
func Texts(n int) (out []string) {
	for talk := chatter.New(2); len(out) < n; {
		text := sized(talk.Message)
		if quoted, _ := json.Marshal(text); len(quoted) == Size+2 {
			out = append(out, text)
		}
	}
	return out
}

// sized joins messages until they have Size bytes.
func sized(next func() string) string {
	text := ""
	for len(text) <= Size {
		text += next() + " "
	}
	cut := Size
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	text = strings.TrimRight(text[:cut], " ")
	return text + strings.Repeat(".", Size-len(text))
}
