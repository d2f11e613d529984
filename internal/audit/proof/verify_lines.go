package proof

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"tonggui/internal/audit/merkle"

	"golang.org/x/mod/sumdb/tlog"
)

var exportBegin = []byte(`{"export":`)

// line takes one line of the file.
func (v *verifying) line(no int64, b []byte) {
	if v.ended {
		v.damaged(no)
		return
	}
	if !bytes.HasPrefix(b, exportBegin) {
		if !v.begun || len(b) == 0 {
			v.damaged(no)
			return
		}
		v.record(b)
		return
	}
	if !v.begun {
		v.header(no, b)
		return
	}
	var l line
	if json.Unmarshal(b, &l) != nil || !v.known(l) {
		v.damaged(no)
	}
}

// known takes a line that is no record; false where it has not its form.
func (v *verifying) known(l line) bool {
	switch l.Export {
	case "leaves":
		raw, err := base64.StdEncoding.DecodeString(l.Hashes)
		if err != nil || l.From == nil || len(raw)%tlog.HashSize != 0 {
			return false
		}
		v.stored, v.storedFrom = raw, *l.From
	case "missing":
		if l.N == nil || *l.N != v.records.Size() {
			return false
		}
		v.record(nil)
	case "rows":
		return l.From != nil && v.rows(*l.From, l)
	case "checkpoint":
		v.checkpoint([]byte(l.Note))
	case "stray":
		if l.Near == nil {
			return false
		}
		v.stray(*l.Near, l.Record)
	case "end":
		v.ended = true
		return l.Records != nil && *l.Records == v.records.Size()
	default:
		return false
	}
	return true
}

func (v *verifying) header(no int64, b []byte) {
	v.begun = true
	var h Header
	if json.Unmarshal(b, &h) != nil || h.Export != headerKind || h.Form != formVersion {
		v.damaged(no)
		return
	}
	v.r.Origin = h.Origin
	for _, k := range v.trusted {
		if k.Name() != h.Origin {
			v.r.add(Problem{Code: OtherLog, Params: map[string]any{"want": k.Name(), "got": h.Origin}})
			return
		}
	}
}

func (v *verifying) damaged(no int64) {
	v.r.add(Problem{Code: FileDamaged, First: v.records.Size(), Params: map[string]any{"line": no}})
}

func (v *verifying) stray(near int64, text string) {
	p := Problem{Code: RecordInserted, First: near, Exact: true, Params: map[string]any{}}
	var what struct {
		ID any `json:"id"`
		At any `json:"at"`
	}
	if json.Unmarshal([]byte(text), &what) == nil {
		p.Params["id"], p.Params["at"] = what.ID, what.At
	}
	v.r.add(p)
}

// rows compares the hashes of messages with the record that stands for them.
func (v *verifying) rows(from int64, l line) bool {
	raw, err := base64.StdEncoding.DecodeString(l.Hashes)
	span, n := v.span, v.records.Size()-1
	if v.doubtful && err == nil {
		return true
	}
	if err != nil || len(raw)%tlog.HashSize != 0 || span == nil || from != span.From {
		return false
	}
	v.span = nil
	hashes := make([]merkle.Hash, 0, len(raw)/tlog.HashSize)
	for ; len(raw) > 0; raw = raw[tlog.HashSize:] {
		hashes = append(hashes, merkle.Hash(raw[:tlog.HashSize]))
	}
	if int64(len(hashes)) != span.To-span.From+1 {
		return false
	}
	say := func(code string, seq int64, exact bool) {
		v.r.add(Problem{Code: code, First: n, Exact: exact, Params: map[string]any{"conversation_id": span.Conversation.String(), "seq": seq}})
	}
	missing := false
	for i, h := range hashes {
		if h == (merkle.Hash{}) {
			missing = true
			say(MessageMissing, from+int64(i), true)
		}
	}
	mended := append([]merkle.Hash{}, hashes...)
	for at, text := range l.Differ {
		seq, err := strconv.ParseInt(at, 10, 64)
		h, failed := tlog.ParseHash(text)
		if err != nil || failed != nil || seq < from || seq > span.To {
			return false
		}
		mended[seq-from] = h
		say(MessageChanged, seq, true)
	}
	if !missing && merkle.RootOf(hashes) != span.Root && (len(l.Differ) == 0 || merkle.RootOf(mended) != span.Root) {
		say(MessageChanged, from, span.From == span.To)
	}
	return true
}

// maxLine is far above what a record takes: an act's facts are ids, counts and codes.
const maxLine = 64 << 20

var errLong = errors.New("line too long")

// lines reads lines without copying those that fit its buffer.
type lines struct {
	in   *bufio.Reader
	long []byte
	n    int64
}

func newLines(in io.Reader) *lines { return &lines{in: bufio.NewReaderSize(in, 1<<18)} }

// next returns a line without its end, valid until the next call; io.EOF after the last. What stands
// behind the last line break counts as a line too.
func (l *lines) next() ([]byte, error) {
	l.n++
	l.long = l.long[:0]
	for {
		b, err := l.in.ReadSlice('\n')
		switch {
		case err == nil && len(l.long) == 0:
			return b[:len(b)-1], nil
		case err == nil:
			l.long = append(l.long, b[:len(b)-1]...)
			return l.long, nil
		case err == bufio.ErrBufferFull:
			if l.long = append(l.long, b...); len(l.long) > maxLine {
				return nil, errLong
			}
		case err == io.EOF && len(b)+len(l.long) > 0:
			return append(l.long, b...), nil
		default:
			return nil, err
		}
	}
}
