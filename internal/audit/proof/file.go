package proof

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"io"
	"strconv"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/platform/clock"

	"golang.org/x/mod/sumdb/tlog"
)

const formVersion = 1

// Header is the first line of an export.
type Header struct {
	Export string        `json:"export"`
	Form   int           `json:"form"`
	Origin string        `json:"origin"`
	At     clock.Instant `json:"at"`
	Size   int64         `json:"size"` // records that follow
	Keys   []string      `json:"keys"` // of the log, the newest first; a claim until verified
}

const headerKind = "tonggui audit"

// line is every other line that is no record.
type line struct {
	Export  string            `json:"export"`
	N       *int64            `json:"n,omitempty"`
	From    *int64            `json:"from,omitempty"`
	Near    *int64            `json:"near,omitempty"`
	Hashes  string            `json:"hashes,omitempty"`
	Differ  map[string]string `json:"differ,omitempty"`
	Note    string            `json:"note,omitempty"`
	Record  string            `json:"record,omitempty"`
	Records *int64            `json:"records,omitempty"`
}

// Writer writes an export, in the order in which its methods are called. The first error stays and is
// returned by End.
type Writer struct {
	out     *bufio.Writer
	records int64
	err     error
}

// NewWriter begins an export.
func NewWriter(w io.Writer, origin string, at clock.Instant, size int64, keys []Key) *Writer {
	out := &Writer{out: bufio.NewWriterSize(w, 1<<18)}
	h := Header{Export: headerKind, Form: formVersion, Origin: origin, At: at, Size: size, Keys: []string{}}
	for _, k := range keys {
		h.Keys = append(h.Keys, k.String())
	}
	out.json(h)
	return out
}

// Leaves writes stored leaf hashes, raw, of the records from a number on.
func (w *Writer) Leaves(from int64, hashes []byte) {
	w.json(line{Export: "leaves", From: &from, Hashes: base64.StdEncoding.EncodeToString(hashes)})
}

// Record writes the next record.
func (w *Writer) Record(canonical []byte) {
	w.raw(canonical)
	w.records++
}

// Missing writes that the next record is not there.
func (w *Writer) Missing() {
	n := w.records
	w.json(line{Export: "missing", N: &n})
	w.records++
}

// Rows writes the hashes of the messages' rows that the record before stands for: as they are stored, and
// what the rows at some seqs give instead.
func (w *Writer) Rows(from int64, stored []merkle.Hash, differ map[int64]merkle.Hash) {
	raw := make([]byte, 0, len(stored)*tlog.HashSize)
	for _, h := range stored {
		raw = append(raw, h[:]...)
	}
	l := line{Export: "rows", From: &from, Hashes: base64.StdEncoding.EncodeToString(raw)}
	for seq, h := range differ {
		if l.Differ == nil {
			l.Differ = map[string]string{}
		}
		l.Differ[strconv.FormatInt(seq, 10)] = h.String()
	}
	w.json(l)
}

// Checkpoint writes a signed note.
func (w *Writer) Checkpoint(note []byte) { w.json(line{Export: "checkpoint", Note: string(note)}) }

// Stray writes a row that has no number; near is the number of the record behind its place.
func (w *Writer) Stray(near int64, canonical []byte) {
	w.json(line{Export: "stray", Near: &near, Record: string(canonical)})
}

// End writes the last line and everything that waits.
func (w *Writer) End() error {
	n := w.records
	w.json(line{Export: "end", Records: &n})
	if w.err == nil {
		w.err = w.out.Flush()
	}
	return w.err
}

func (w *Writer) json(v any) {
	if w.err != nil {
		return
	}
	raw, err := json.Marshal(v)
	if err != nil {
		w.err = err
		return
	}
	w.raw(raw)
}

func (w *Writer) raw(b []byte) {
	if w.err == nil {
		_, w.err = w.out.Write(b)
	}
	if w.err == nil {
		w.err = w.out.WriteByte('\n')
	}
}
