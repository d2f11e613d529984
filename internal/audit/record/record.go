package record

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/tlog"
)

// Version is that of the form.
const Version = 1

// The types of records.
const (
	TypeAct      = "act"
	TypeMessages = "messages"
	TypeKey      = "key"
)

// Act is a row of the audit table: the columns' bytes as they were found, whatever they are. nil stands
// for NULL; At is a decimal number.
type Act struct {
	ID, At, Actor, Session, Action, Object, ObjectID, Subject, Facts, IP, RequestID []byte
}

// Line returns the canonical form.
func (a *Act) Line() []byte {
	b := make([]byte, 0, 384+len(a.Facts))
	b = append(b, `{"v":1,"type":"act","id":`...)
	b = appendID(b, a.ID)
	b = append(b, `,"at":`...)
	b = appendTime(b, a.At)
	b = append(b, `,"actor":`...)
	b = appendID(b, a.Actor)
	b = append(b, `,"session":`...)
	b = appendID(b, a.Session)
	b = append(b, `,"action":`...)
	b = appendText(b, a.Action)
	b = append(b, `,"object":`...)
	b = appendText(b, a.Object)
	b = append(b, `,"object_id":`...)
	b = appendID(b, a.ObjectID)
	b = append(b, `,"subject":`...)
	b = appendID(b, a.Subject)
	b = append(b, `,"facts":`...)
	b = appendFacts(b, a.Facts)
	b = append(b, `,"ip":`...)
	b = appendText(b, a.IP)
	b = append(b, `,"request_id":`...)
	b = appendText(b, a.RequestID)
	return append(b, '}')
}

// Messages is a span of a conversation.
type Messages struct {
	At           clock.Instant
	Conversation id.ID
	From, To     int64 // seqs, both included
	Root         tlog.Hash
}

// Line returns the canonical form.
func (m *Messages) Line() []byte {
	b := append(make([]byte, 0, 224), `{"v":1,"type":"messages","at":`...)
	b = strconv.AppendInt(b, int64(m.At), 10)
	b = append(b, `,"conversation":`...)
	b = appendID(b, m.Conversation[:])
	b = append(b, `,"from":`...)
	b = strconv.AppendInt(b, m.From, 10)
	b = append(b, `,"to":`...)
	b = strconv.AppendInt(b, m.To, 10)
	b = append(b, `,"root":"`...)
	b = append(b, m.Root.String()...)
	return append(b, '"', '}')
}

// Key says with which key the log is signed from here on.
type Key struct {
	At  clock.Instant
	Key string // a verifier key as package note writes it
}

// Line returns the canonical form.
func (k *Key) Line() []byte {
	b := append(make([]byte, 0, 192), `{"v":1,"type":"key","at":`...)
	b = strconv.AppendInt(b, int64(k.At), 10)
	b = append(b, `,"key":`...)
	return append(appendText(b, []byte(k.Key)), '}')
}

func appendID(b, v []byte) []byte {
	switch len(v) {
	case 0:
		if v == nil {
			return append(b, "null"...)
		}
	case len(id.ID{}):
		b = append(b, '"')
		b = append(b, id.ID(v).String()...)
		return append(b, '"')
	}
	return appendHex(b, v)
}

func appendTime(b, v []byte) []byte {
	if n, err := strconv.ParseInt(string(v), 10, 64); err == nil && strconv.FormatInt(n, 10) == string(v) {
		return append(b, v...)
	}
	return appendHex(b, v)
}

func appendText(b, v []byte) []byte {
	if v == nil || !utf8.Valid(v) {
		return appendHex(b, v)
	}
	b = append(b, '"')
	for _, c := range v {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < 0x20:
			b = append(b, `\u00`...)
			b = hex.AppendEncode(b, []byte{c})
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// appendHex writes what a damaged row holds; null stands for nothing at all.
func appendHex(b, v []byte) []byte {
	if v == nil {
		return append(b, `{"hex":null}`...)
	}
	b = append(b, `{"hex":"`...)
	b = hex.AppendEncode(b, v)
	return append(b, '"', '}')
}

func appendFacts(b, v []byte) []byte {
	if plainObject(v) {
		return append(b, v...)
	}
	if v == nil {
		return append(b, "null"...)
	}
	b = append(b, '"')
	b = hex.AppendEncode(b, v)
	return append(b, '"')
}

// plainObject tells whether the bytes are a JSON object as the program writes it: without spaces.
func plainObject(v []byte) bool {
	if string(v) == "{}" {
		return true
	}
	if len(v) == 0 || v[0] != '{' || !utf8.Valid(v) || !json.Valid(v) {
		return false
	}
	var compact bytes.Buffer
	return json.Compact(&compact, v) == nil && bytes.Equal(compact.Bytes(), v)
}
