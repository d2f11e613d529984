package content

import (
	"bytes"
	"slices"

	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

// Written is what a person sends: a text with files, or a recording of their voice.
type Written struct {
	Type    string  `json:"type"`
	Nodes   []Node  `json:"nodes,omitempty"`
	FileIDs []id.ID `json:"file_ids,omitempty"` // of a text
	FileID  *id.ID  `json:"file_id,omitempty"`  // of a voice
	Wave    []int   `json:"wave,omitempty"`     // of a voice
}

// Sealed is a written content in its canonical form.
type Sealed struct {
	Kind       string
	Files      []id.ID // what With must bring before Body is complete
	Mentions   []id.ID // without doubles
	MentionAll bool
	Body       []byte

	text  Text
	voice Voice
}

// Seal checks what somebody wrote and brings it to its canonical form: neighbouring texts joined,
// line ends as \n, names of mentions as the directory has them. name answers "" for somebody unknown.
//
// Errors: those of this package; apperr.Invalid where a node or the whole carries what its kind does
// not have.
func (w Written) Seal(name func(id.ID) string) (Sealed, error) {
	switch {
	case w.Type == KindText && w.FileID == nil && w.Wave == nil:
		return w.sealText(name)
	case w.Type == KindVoice && w.Nodes == nil && w.FileIDs == nil && w.FileID != nil:
		return w.sealVoice()
	}
	return Sealed{}, apperr.Invalid.At("body.content", "wrong_form")
}

func (w Written) sealText(name func(id.ID) string) (Sealed, error) {
	if len(w.FileIDs) > MaxFiles {
		return Sealed{}, ErrTooManyFiles.New("max", MaxFiles)
	}
	for i, one := range w.FileIDs {
		if slices.Contains(w.FileIDs[:i], one) {
			return Sealed{}, apperr.Invalid.At("body.content.file_ids", "doubled")
		}
	}
	s := sealer{name: name}
	nodes, err := s.top(w.Nodes)
	if err != nil {
		return Sealed{}, err
	}
	if !s.seen && len(w.FileIDs) == 0 {
		return Sealed{}, ErrEmpty.New()
	}
	out := Sealed{Kind: KindText, Files: w.FileIDs, Mentions: s.mentions, MentionAll: s.mentionAll,
		text: Text{Type: KindText, Nodes: nodes}}
	if !s.seen {
		out.text.Nodes = []Node{} // blanks beside files say nothing
	}
	var simple bool
	if out.Body, simple = out.text.simple(); !simple {
		out.Body = Encode(out.text)
	}
	return out, nil
}

func (w Written) sealVoice() (Sealed, error) {
	if len(w.Wave) > MaxWave {
		return Sealed{}, apperr.Invalid.At("body.content.wave", "too_many", "max", MaxWave)
	}
	for _, loud := range w.Wave {
		if loud < 0 || loud > MaxLoudness {
			return Sealed{}, apperr.Invalid.At("body.content.wave", "out_of_range")
		}
	}
	voice := Voice{Type: KindVoice, Wave: append([]int{}, w.Wave...)}
	return Sealed{Kind: KindVoice, Files: []id.ID{*w.FileID}, voice: voice}, nil
}

// With completes a content with the facts of its files, in the order of Files.
//
// Errors: ErrNotAVoice where a voice is another kind of file.
func (s Sealed) With(found []files.FileRef) (Sealed, error) {
	if s.Kind == KindText {
		s.text.Files = found
		s.Body = Encode(s.text)
		return s, nil
	}
	if len(found) != 1 || found[0].Media != files.Voice {
		return s, ErrNotAVoice.New()
	}
	s.voice.File = found[0]
	if found[0].DurationMS != nil {
		s.voice.DurationMS = *found[0].DurationMS
	}
	s.Body = Encode(s.voice)
	return s, nil
}

// SameAs tells whether a stored content says the same; names of mentions may have changed since.
func (s Sealed) SameAs(kind string, stored []byte) bool {
	if kind != s.Kind {
		return false
	}
	if s.Body != nil && bytes.Equal(s.Body, stored) {
		return true
	}
	c, err := Parse(kind, stored)
	if err != nil {
		return false
	}
	switch c := c.(type) {
	case Text:
		return !c.Forwarded && slices.Equal(idsOf(c.Files), s.Files) && bytes.Equal(Encode(nameless(c.Nodes)), Encode(nameless(s.text.Nodes)))
	case Voice:
		return c.File.ID == s.Files[0] && slices.Equal(c.Wave, s.voice.Wave)
	}
	return false // a card is the same in every byte
}

func nameless(nodes []Node) []Node {
	out := slices.Clone(nodes)
	for i := range out {
		out[i].Name = ""
		out[i].Nodes = nameless(out[i].Nodes)
		items := slices.Clone(out[i].Items)
		for j := range items {
			items[j] = nameless(items[j])
		}
		out[i].Items = items
	}
	return out
}

func idsOf(refs []files.FileRef) []id.ID {
	out := make([]id.ID, len(refs))
	for i, f := range refs {
		out[i] = f.ID
	}
	return out
}
