package content

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"tonggui/internal/files"
	"tonggui/internal/platform/ref"
)

// The kinds of content, which are those of messages.
const (
	KindText   = "text"
	KindVoice  = "voice"
	KindRecord = "record"
	KindCard   = "card"
	KindSystem = "system"
)

// Content is a stored content: Text, Voice, Record, Card or System.
type Content interface {
	// Plain returns its words as they are read, without marks; of a record those of all its messages.
	Plain() string
	// Held returns its files, those of messages in a record included.
	Held() []files.FileRef
	// Links returns where it leads to.
	Links() []string
	// Media tells what it carries beside words: "none", a class of files, "voice", "record" or
	// "card".
	Media() string
}

// The limits of a voice.
const (
	MaxWave     = 64
	MaxLoudness = 31
)

// Voice is a recording to be heard in its place.
type Voice struct {
	Type       string        `json:"type" enum:"voice"`
	File       files.FileRef `json:"file"`
	DurationMS int64         `json:"duration_ms"`
	Wave       []int         `json:"wave" nullable:"false" maxItems:"64" minimum:"0" maximum:"31" doc:"how loud it is, from beginning to end"`
}

// System is a line that the server writes; clients put it into words.
type System struct {
	Type   string       `json:"type" enum:"system"`
	Code   string       `json:"code" enum:"group.created,group.member_added,group.member_removed,group.member_left,group.renamed"`
	Params SystemParams `json:"params"`
}

// SystemParams fill the blanks of a system line.
type SystemParams struct {
	Actor       *ref.Named  `json:"actor,omitempty"`
	People      []ref.Named `json:"people,omitempty" nullable:"false" doc:"at most 20 of them"`
	PeopleCount int         `json:"people_count,omitempty" doc:"how many people there are in all"`
	Name        string      `json:"name,omitempty"`
}

// Parse reads a stored content of a kind.
func Parse(kind string, body []byte) (Content, error) {
	switch kind {
	case KindText:
		if t, simple := parseSimple(body); simple {
			return t, nil
		}
		return parse[Text](body)
	case KindVoice:
		return parse[Voice](body)
	case KindRecord:
		return parse[Record](body)
	case KindCard:
		return parse[Card](body)
	case KindSystem:
		return parse[System](body)
	}
	return nil, fmt.Errorf("no content is called %q", kind)
}

func parse[T Content](body []byte) (Content, error) {
	var c T
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("a content is followed by something")
	}
	return c, nil
}

// Encode writes the canonical JSON.
func Encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // strings, numbers and ids only
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'})
}
