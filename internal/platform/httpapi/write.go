package httpapi

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// Appender is a body that writes itself as JSON, as encoding/json would with HTML characters escaped:
// for answers that are asked for very often, where looking at types costs more than the work.
type Appender interface{ AppendJSON(b []byte) []byte }

// written is a body in its final form. Its length is known before the header goes out; so a long
// answer goes to the socket as it is instead of in chunks.
type written struct{ text *bytes.Buffer }

// keepUpTo is the size beyond which the memory of an answer is not used again.
const keepUpTo = 256 << 10

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// write is the last thing before the header: it puts a body into words and tells its length.
func write(ctx huma.Context, v any) (any, error) {
	text := buffers.Get().(*bytes.Buffer)
	text.Reset()
	if err := marshal(text, v); err != nil {
		return nil, err
	}
	ctx.SetHeader("Content-Length", strconv.Itoa(text.Len()))
	return written{text}, nil
}

func marshal(w io.Writer, v any) error {
	switch v := v.(type) {
	case written:
		_, err := w.Write(v.text.Bytes())
		if v.text.Cap() <= keepUpTo {
			buffers.Put(v.text)
		}
		return err
	case Appender:
		if text, buffered := w.(*bytes.Buffer); buffered {
			_, err := text.Write(append(v.AppendJSON(text.AvailableBuffer()), '\n'))
			return err
		}
		_, err := w.Write(append(v.AppendJSON(nil), '\n'))
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(true) // a response shown as HTML by mistake stays text
	return e.Encode(v)
}
