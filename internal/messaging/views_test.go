package messaging

import (
	"testing"

	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// nobody is an empty directory.
type nobody struct{}

func (nobody) People([]id.ID) []ref.Person     { return nil }
func (nobody) Name(id.ID) string               { return "" }
func (nobody) Person(id.ID) (ref.Person, bool) { return ref.Person{}, false }

// A nil database panics when it is asked, and so does a nil way to read.
func TestAPlainPageAsksForNothingBesideItsRows(t *testing.T) {
	rows, out := make([]message, 50), make([]Message, 50)
	for i := range rows {
		rows[i].Seq = int64(i + 1)
	}
	s := New(Deps{People: nobody{}})
	if err := shared(nil, rows, out); err != nil {
		t.Error(err)
	}
	reader := standing{}
	reader.FromSeq = 10
	rows[20].Quotes = 7 // before the reader's time
	if err := addQuoted(reader.FromSeq, rows, out, s.nameOf, nil); err != nil {
		t.Error(err)
	}
	rows[30].Quotes = 25 // on the same page
	if err := addQuoted(reader.FromSeq, rows, out, s.nameOf, nil); err != nil || out[30].Quoted == nil || out[20].Quoted != nil {
		t.Errorf("%+v, %+v, %v", out[30].Quoted, out[20].Quoted, err)
	}
	if err := s.addMarks(nil, &reader.member, rows, out); err != nil {
		t.Error(err)
	}
}
