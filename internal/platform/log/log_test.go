package log

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"unicode"
)

const nasty = "a\nlevel=ERROR msg=forged\r\x1b[31m\u202eevil\u2066\u200b\u0085\u2028\u061c\U000E0041\x7f\xff b"

func TestLineCannotBeForged(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		var out bytes.Buffer
		l := New(&out, format, slog.LevelInfo).With("with"+nasty, nasty)
		l.WithGroup("g"+nasty).Error(nasty, nasty, nasty, Err(errors.New(nasty)), "nested", struct{ A []string }{[]string{nasty}})
		text := out.String()
		if strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
			t.Errorf("%s: not exactly one line: %q", format, text)
		}
		for _, r := range strings.TrimSuffix(text, "\n") {
			if unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) {
				t.Errorf("%s: %U got through", format, r)
			}
		}
		if format == "json" && !json.Valid(out.Bytes()) {
			t.Errorf("not JSON: %s", text)
		}
	}
}

func TestJSONKeepsTheMeaningOfWhatWasEscaped(t *testing.T) {
	var out bytes.Buffer
	New(&out, "json", slog.LevelInfo).Info("你好 😀", "name", "张\u202e三\U000E0041")
	var line struct{ Msg, Name string }
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line.Msg != "你好 😀" || line.Name != "张\u202e三\U000E0041" {
		t.Errorf("got %q, %q", line.Msg, line.Name)
	}
	if !strings.Contains(out.String(), "你好 😀") || !strings.Contains(out.String(), `\u202e`) {
		t.Errorf("got %s", out.String())
	}
}

func TestEveryLineOfARequestCarriesItsID(t *testing.T) {
	var out bytes.Buffer
	ctx := WithRequestID(t.Context(), "r1")
	New(&out, "text", slog.LevelInfo).With("a", 1).InfoContext(ctx, "x")
	if !strings.Contains(out.String(), "request_id=r1") || RequestID(ctx) != "r1" || RequestID(t.Context()) != "" {
		t.Errorf("got %q", out.String())
	}
}

func TestLevelIsObeyed(t *testing.T) {
	var out bytes.Buffer
	New(&out, "text", slog.LevelWarn).Info("x")
	if out.Len() != 0 {
		t.Errorf("got %q", out.String())
	}
}

func FuzzLine(f *testing.F) {
	f.Add(nasty)
	f.Fuzz(func(t *testing.T, s string) {
		var out bytes.Buffer
		New(&out, "json", slog.LevelInfo).Info(s, "k", s)
		if !json.Valid(out.Bytes()) || strings.Count(out.String(), "\n") != 1 {
			t.Errorf("%q became %q", s, out.String())
		}
	})
}
