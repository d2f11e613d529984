package content

import (
	"encoding/json"
	"fmt"
	"strings"

	"tonggui/internal/files"
	"tonggui/internal/platform/clock"
)

// The limits of a record.
const (
	MaxRecordItems = 100
	MaxRecordDepth = 3       // a record that holds no other is 1 deep
	MaxRecordSize  = 1 << 18 // bytes of its canonical form
)

// Record is several messages forwarded as one: copies, as they were.
type Record struct {
	Type  string `json:"type" enum:"record"`
	Title Title  `json:"title"`
	Items []Item `json:"items" nullable:"false" minItems:"1" maxItems:"100"`
}

// Title tells where the messages of a record were said.
type Title struct {
	Kind  string   `json:"kind" enum:"group,direct"`
	Names []string `json:"names" nullable:"false" doc:"of the group, or of the people"`
}

// Item is a message in a record.
type Item struct {
	SenderName string        `json:"sender_name"`
	At         clock.Instant `json:"at"`
	Kind       string        `json:"kind" enum:"text,voice,record,card"`
	Content    Content       `json:"content"`
}

// UnmarshalJSON reads an item; its kind tells what its content is.
func (it *Item) UnmarshalJSON(body []byte) error {
	var raw struct {
		SenderName string          `json:"sender_name"`
		At         clock.Instant   `json:"at"`
		Kind       string          `json:"kind"`
		Content    json.RawMessage `json:"content"`
	}
	if err := json.Unmarshal(body, &raw); err != nil {
		return err
	}
	if raw.Kind == KindSystem {
		return fmt.Errorf("a record holds no lines of the server")
	}
	c, err := Parse(raw.Kind, raw.Content)
	*it = Item{raw.SenderName, raw.At, raw.Kind, c}
	return err
}

// NewRecord makes a record of copies.
//
// Errors: ErrRecordTooDeep, ErrRecordTooLarge.
func NewRecord(title Title, items []Item) (r Record, body []byte, err error) {
	r = Record{Type: KindRecord, Title: title, Items: items}
	if r.depth() > MaxRecordDepth {
		return r, nil, ErrRecordTooDeep.New("max", MaxRecordDepth)
	}
	if len(items) > MaxRecordItems {
		return r, nil, ErrRecordTooLarge.New()
	}
	if body = Encode(r); len(body) > MaxRecordSize {
		return r, nil, ErrRecordTooLarge.New()
	}
	return r, body, nil
}

func (r Record) depth() int {
	deepest := 0
	for _, it := range r.Items {
		if inner, is := it.Content.(Record); is {
			deepest = max(deepest, inner.depth())
		}
	}
	return deepest + 1
}

// Plain returns the words of its messages, a line or more for each.
func (r Record) Plain() string {
	var lines []string
	for _, it := range r.Items {
		if words := it.Content.Plain(); words != "" {
			lines = append(lines, words)
		}
	}
	return strings.Join(lines, "\n")
}

// Held returns the files of its messages, each once.
func (r Record) Held() (out []files.FileRef) {
	seen := map[string]bool{}
	for _, it := range r.Items {
		for _, f := range it.Content.Held() {
			if !seen[f.ID.String()] {
				seen[f.ID.String()] = true
				out = append(out, f)
			}
		}
	}
	return out
}

// Links returns where its messages lead.
func (r Record) Links() (out []string) {
	for _, it := range r.Items {
		out = append(out, it.Content.Links()...)
	}
	return out
}

// Media tells that it is a record.
func (Record) Media() string { return "record" }
