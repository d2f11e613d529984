package messaging_test

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const plainID = "01890a5d-ac96-774b-bcce-b302099a8057"

// plainBodies are what nearly all requests to send look like.
var plainBodies = []string{
	`{"client_id":"` + plainID + `","content":{"type":"text","nodes":[{"type":"text","text":"你好"}]}}`,
	` { "content" : { "nodes" : [ {"text":"a\n\"b\"\\\/\tc" , "type":"text"},{"type":"text","text":" 🙂 <b>"} ] , "type":"text" } , "client_id":"` + plainID + `" } ` + "\n",
	`{"client_id":"` + strings.ToUpper(plainID) + `","content":{"type":"text","nodes":[{"type":"text","text":" "}]}}`,
}

// otherBodies are other messages, and what is none.
var otherBodies = []string{
	``, `{}`, `[]`, `null`, `{`, plainBodies[0] + `x`, plainBodies[0] + `{}`, plainBodies[0][:60], "\xef\xbb\xbf" + plainBodies[0],
	strings.Replace(plainBodies[0], "你好", "", 1),
	strings.Replace(plainBodies[0], "你好", "\xff", 1),
	strings.Replace(plainBodies[0], "你好", "a\x01", 1),
	strings.Replace(plainBodies[0], "你好", `\u4f60`, 1),
	strings.Replace(plainBodies[0], "你好", `\x`, 1),
	strings.Replace(plainBodies[0], "你好", `\`, 1),
	strings.Replace(plainBodies[0], `"text":"你好"`, `"text":"你好","text":"好"`, 1),
	strings.Replace(plainBodies[0], `"text":"你好"`, `"text":"","text":"好"`, 1),
	strings.Replace(plainBodies[0], `"text":"你好"`, `"Text":"你好"`, 1),
	strings.Replace(plainBodies[0], `"text":"你好"`, `"text":"你好","marks":["bold"]`, 1),
	strings.Replace(plainBodies[0], `"text":"你好"`, `"text":null`, 1),
	strings.Replace(plainBodies[0], `"text":"你好"`, `"text":"你好",`, 1),
	strings.Replace(plainBodies[0], `"nodes":[`, `"nodes":[{"type":"mention_all"},`, 1),
	strings.Replace(plainBodies[0], `"nodes":[`, `"nodes":[],"nodes":[`, 1),
	strings.Replace(plainBodies[0], `"type":"text","nodes"`, `"nodes"`, 1),
	strings.Replace(plainBodies[0], `"type":"text","nodes"`, `"type":"text","type":"text","nodes"`, 1),
	strings.Replace(plainBodies[0], `"type":"text","nodes"`, `"type":"voice","nodes"`, 1),
	strings.Replace(plainBodies[0], plainID, "", 1),
	strings.Replace(plainBodies[0], plainID, "00000000-0000-0000-0000-000000000000", 1),
	strings.Replace(plainBodies[0], `{"client_id"`, `{"client_id":"00000000-0000-0000-0000-000000000000","client_id"`, 1),
	strings.Replace(plainBodies[0], `{"client_id"`, `{"quotes_seq":1,"client_id"`, 1),
	strings.Replace(plainBodies[0], `{"client_id"`, `{"surprise":1,"client_id"`, 1),
	strings.Replace(plainBodies[0], `{"type":"text","text":"你好"}`, strings.Repeat(`{"type":"text","text":"你"},`, 16)+`{"type":"text","text":"好"}`, 1),
}

// withoutTimes drops what differs between two answers to the same.
func withoutTimes(t *testing.T, raw []byte) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	for _, name := range []string{"at", "seq", "recallable_until_at", "request_id"} {
		if _, any := v[name]; any {
			v[name] = "some"
		}
	}
	return v
}

func TestTheShortWayAnswersWhatTheOrdinaryOneAnswers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p, stranger := h.person(), h.person()
		c := p.direct(h.person()).ID
		send := func(who person, path, kind, body string) (int, map[string]any) {
			r := httptest.NewRequest("POST", "/api/v1"+path, strings.NewReader(body))
			r.Header.Set("Authorization", "Bearer "+who.Account.String())
			r.Header.Set("Content-Type", kind)
			w := httptest.NewRecorder()
			h.http.ServeHTTP(w, r)
			return w.Code, withoutTimes(t, w.Body.Bytes())
		}
		// The ordinary way reads this type too; the short one does not.
		const short, ordinary = "application/json", "application/json; charset=utf-8"
		stored := 0
		for _, body := range append(otherBodies, plainBodies...) {
			for who, path := range map[*person]string{&p: path(c, "messages"), &stranger: path(c, "messages")} {
				one, other := id.New(h.clock.Now()).String(), id.New(h.clock.Now()).String()
				status, answer := send(*who, path, short, strings.ReplaceAll(body, plainID, one))
				wantStatus, want := send(*who, path, ordinary, strings.ReplaceAll(body, plainID, other))
				for _, a := range []map[string]any{answer, want} {
					if a["client_id"] != nil && a["client_id"] != plainID {
						a["client_id"] = "its own"
					}
				}
				if status != wantStatus || !reflect.DeepEqual(answer, want) {
					t.Errorf("%s\n%d %v, the ordinary way %d %v", body, status, answer, wantStatus, want)
				}
				if status == 201 {
					stored += 2
				}
			}
		}
		n, err := db.Value[int](h.db.Ask(t.Context()), `SELECT COUNT(*) FROM messages WHERE conversation_id = ?`, c)
		if err != nil || n != stored || stored < 2*len(plainBodies) {
			t.Errorf("%d messages are stored, %d were answered; %v", n, stored, err)
		}
		// The same message again, by the other way.
		body := strings.ReplaceAll(plainBodies[0], plainID, id.New(h.clock.Now()).String())
		if status, _ := send(p, path(c, "messages"), short, body); status != 201 {
			t.Error(status)
		}
		for _, kind := range []string{short, ordinary} {
			if status, _ := send(p, path(c, "messages"), kind, body); status != 200 {
				t.Errorf("again: %d", status)
			}
		}
	})
}

func TestTheShortWayIsTakenByPlainWordsOnly(t *testing.T) {
	for _, body := range plainBodies {
		if _, plain := messaging.ReadPlain([]byte(body)); !plain {
			t.Errorf("%s goes the long way", body)
		}
	}
	for _, body := range otherBodies {
		if out, plain := messaging.ReadPlain([]byte(body)); plain {
			t.Errorf("%s is read as %+v", body, out)
		}
	}
}

func FuzzPlainWordsAreReadAsEncodingJSONReadsThem(f *testing.F) {
	for _, body := range append(otherBodies, plainBodies...) {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		out, plain := messaging.ReadPlain(body)
		if !plain {
			return
		}
		var want struct {
			ClientID id.ID           `json:"client_id"`
			Content  content.Written `json:"content"`
		}
		d := json.NewDecoder(bytes.NewReader(body))
		d.DisallowUnknownFields()
		if err := d.Decode(&want); err != nil || d.More() {
			t.Fatalf("%s: %v", body, err)
		}
		if out.ClientID != want.ClientID || !reflect.DeepEqual(out.Content, want.Content) {
			t.Fatalf("%s\n%+v\n%+v", body, out, want)
		}
	})
}
