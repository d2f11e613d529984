package record_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"tonggui/internal/audit/record"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/tlog"
)

func uid(n byte) id.ID { return id.ID{0x01, 0x9c, 0xac, 0x21, 0, 0, 0x70, 0, 0x80, 15: n} }

func raw(n byte) []byte { v := uid(n); return v[:] }

func sample() record.Act {
	return record.Act{ID: raw(1), At: []byte("1772416800000000"), Actor: raw(2), Session: raw(3), Action: []byte("account.freeze"),
		Object: []byte("account"), ObjectID: raw(4), Subject: nil, Facts: []byte(`{"reason":"离职 \"x\"","n":1}`), IP: []byte("10.0.0.7"), RequestID: []byte("r-1")}
}

// These lines are promises: a leaf of every log that exists depends on each of their bytes.
//
// covers: SEC-03
func TestTheCanonicalFormIsTheOneThatIsWrittenDown(t *testing.T) {
	act := sample()
	odd := record.Act{ID: []byte{1, 2}, At: []byte("007"), Actor: []byte{}, Action: []byte("a\x00\"\\\n\x7f"), Object: []byte{0xff}, ObjectID: raw(4), Facts: []byte(`{ }`), IP: []byte("")}
	span := record.Messages{At: 1772416800000001, Conversation: uid(5), From: 1, To: 57, Root: tlog.RecordHash([]byte("x"))}
	key := record.Key{At: 1772416800000002, Key: "tonggui/audit/x+1234abcd+AQ=="}
	for name, c := range map[string]struct{ got, want string }{
		"act": {string(act.Line()), `{"v":1,"type":"act","id":"019cac21-0000-7000-8000-000000000001","at":1772416800000000,` +
			`"actor":"019cac21-0000-7000-8000-000000000002","session":"019cac21-0000-7000-8000-000000000003","action":"account.freeze",` +
			`"object":"account","object_id":"019cac21-0000-7000-8000-000000000004","subject":null,"facts":{"reason":"离职 \"x\"","n":1},` +
			`"ip":"10.0.0.7","request_id":"r-1"}`},
		"a damaged act": {string(odd.Line()), `{"v":1,"type":"act","id":{"hex":"0102"},"at":{"hex":"303037"},"actor":{"hex":""},"session":null,` +
			`"action":"a\u0000\"\\\u000a` + "\x7f" + `","object":{"hex":"ff"},"object_id":"019cac21-0000-7000-8000-000000000004","subject":null,"facts":"7b207d",` +
			`"ip":"","request_id":{"hex":null}}`},
		"messages": {string(span.Line()), `{"v":1,"type":"messages","at":1772416800000001,"conversation":"019cac21-0000-7000-8000-000000000005",` +
			`"from":1,"to":57,"root":"PH6byTDck/AfppmF7yQtn56GHzxTVaokzl70tLinDMs="}`},
		"key": {string(key.Line()), `{"v":1,"type":"key","at":1772416800000002,"key":"tonggui/audit/x+1234abcd+AQ=="}`},
	} {
		if c.got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, c.got, c.want)
		}
		if !json.Valid([]byte(c.got)) {
			t.Errorf("%s is no JSON", name)
		}
	}
	if got, want := tlog.RecordHash(act.Line()).String(), "O9x3DfcH8XpSx4D+llol3yWZJELjR/WjG6/qRa+SUt8="; got != want {
		t.Errorf("leaf of the act: %s, want %s", got, want)
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	act := sample()
	p, err := record.Parse(act.Line())
	if err != nil || p.ID != uid(1) || p.Action != "account.freeze" || !p.Subject.IsZero() || string(p.Facts) != string(act.Facts) {
		t.Errorf("%+v, %v", p, err)
	}
	if at, ok := record.TimeOf(act.Line()); !ok || at != p.At {
		t.Errorf("the time alone: %v, %v", at, ok)
	}
	span := record.Messages{At: 1, Conversation: uid(5), From: 1, To: 57, Root: tlog.RecordHash(nil)}
	if p, err := record.Parse(span.Line()); err != nil || p.Root != span.Root || p.To != 57 {
		t.Errorf("%+v, %v", p, err)
	}
	key := record.Key{At: 1, Key: "k"}
	if p, err := record.Parse(key.Line()); err != nil || p.Key != "k" {
		t.Errorf("%+v, %v", p, err)
	}
	for _, line := range []string{``, `{}`, `{"v":1,"type":"act"}`, `{"v":2,"type":"key","at":1,"key":"k"}`, ` {"v":1,"type":"key","at":1,"key":"k"}`,
		`{"v":1,"type":"key","key":"k","at":1}`, `{"v":1,"type":"other"}`} {
		if _, err := record.Parse([]byte(line)); err == nil {
			t.Errorf("%q passes", line)
		}
	}
}

// FuzzLine proves that each row has one line, different rows have different ones, and a line is JSON
// without a line break.
func FuzzLine(f *testing.F) {
	f.Add([]byte("a"), []byte("1"), []byte(`{"a":1}`), []byte("x"), []byte("y"))
	f.Add(raw(1), []byte("-5"), []byte(`{"a":"\u2028"}`), []byte{0xff}, []byte("\n"))
	f.Add([]byte{}, []byte(""), []byte(`"7b7d"`), []byte(`{"hex":"00"}`), []byte{0})
	f.Fuzz(func(t *testing.T, ident, at, facts, text, other []byte) {
		a := record.Act{ID: ident, At: at, Facts: facts, Action: text, Object: other, IP: []byte("i"), RequestID: []byte("r")}
		line := a.Line()
		if !json.Valid(line) || bytes.ContainsAny(line, "\n\r") {
			t.Fatalf("%q", line)
		}
		for i, change := range []func(*record.Act){
			func(a *record.Act) { a.ID = append(bytes.Clone(ident), 0) },
			func(a *record.Act) { a.At = append(bytes.Clone(at), '0') },
			func(a *record.Act) { a.Facts = append(bytes.Clone(facts), ' ') },
			func(a *record.Act) { a.Action = append(bytes.Clone(text), '"') },
			func(a *record.Act) { a.Action, a.Object = other, text },
			func(a *record.Act) { a.IP, a.Actor = nil, []byte("i") },
		} {
			b := a
			change(&b)
			if bytes.Equal(b.Line(), line) && !(i == 4 && bytes.Equal(text, other)) {
				t.Fatalf("change %d is not seen: %q", i, line)
			}
		}
		if p, err := record.Parse(line); err == nil && (!bytes.Equal(p.Facts, facts) || p.Action != string(text)) {
			t.Fatalf("%q is read as %+v", line, p)
		}
	})
}

// FuzzParse proves that nothing but canonical lines passes, and nothing ends the program.
func FuzzParse(f *testing.F) {
	act := sample()
	f.Add(act.Line())
	f.Add([]byte(`{"v":1,"type":"key","at":1,"key":"k"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		if at, ok := record.TimeOf(line); ok && !bytes.Contains(line, []byte(`"at":`)) {
			t.Fatal(at)
		}
		_, _ = record.Parse(line)
	})
}
