package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/tlog"
)

// Parsed is what a record says, as far as its type has it.
type Parsed struct {
	Version      int             `json:"v"`
	Type         string          `json:"type"`
	ID           id.ID           `json:"id"`
	At           clock.Instant   `json:"at"`
	Actor        id.ID           `json:"actor"`
	Session      id.ID           `json:"session"`
	Action       string          `json:"action"`
	Object       string          `json:"object"`
	ObjectID     id.ID           `json:"object_id"`
	Subject      id.ID           `json:"subject"`
	Facts        json.RawMessage `json:"facts"`
	IP           string          `json:"ip"`
	RequestID    string          `json:"request_id"`
	Conversation id.ID           `json:"conversation"`
	From         int64           `json:"from"`
	To           int64           `json:"to"`
	Root         tlog.Hash       `json:"root"`
	Key          string          `json:"key"`
}

// ErrForm says that a line is no record of a form that this program knows.
var ErrForm = errors.New("not a record of a known form")

// Parse reads a canonical line. ErrForm for anything else, damaged rows' records included.
func Parse(line []byte) (p Parsed, err error) {
	if json.Unmarshal(line, &p) != nil || p.Version != Version {
		return Parsed{}, ErrForm
	}
	var again []byte
	switch p.Type {
	case TypeAct:
		a := Act{ID: raw(p.ID), At: strconv.AppendInt(nil, int64(p.At), 10), Actor: raw(p.Actor), Session: raw(p.Session), Action: []byte(p.Action),
			Object: []byte(p.Object), ObjectID: raw(p.ObjectID), Subject: raw(p.Subject), Facts: p.Facts, IP: []byte(p.IP), RequestID: []byte(p.RequestID)}
		again = a.Line()
	case TypeMessages:
		again = (&Messages{At: p.At, Conversation: p.Conversation, From: p.From, To: p.To, Root: p.Root}).Line()
	case TypeKey:
		again = (&Key{At: p.At, Key: p.Key}).Line()
	}
	if !bytes.Equal(again, line) {
		return Parsed{}, ErrForm
	}
	return p, nil
}

func raw(v id.ID) []byte {
	if v.IsZero() {
		return nil
	}
	return v[:]
}

var (
	actBegin = []byte(`{"v":1,"type":"act","id":"`)
	atBegin  = []byte(`","at":`)
)

// TimeOf returns when an act was done without reading all of its record; false where it is none, or
// damaged.
func TimeOf(line []byte) (clock.Instant, bool) {
	const uuid = 36
	at := len(actBegin) + uuid
	if len(line) < at+len(atBegin) || !bytes.HasPrefix(line, actBegin) || !bytes.HasPrefix(line[at:], atBegin) {
		return 0, false
	}
	digits, _, _ := bytes.Cut(line[at+len(atBegin):], []byte{','})
	n, err := strconv.ParseInt(string(digits), 10, 64)
	return clock.Instant(n), err == nil
}
