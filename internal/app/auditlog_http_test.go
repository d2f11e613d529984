package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"

	"golang.org/x/mod/sumdb/tlog"
)

// acted has a record written and signed.
func acted(t *testing.T, h *House) {
	t.Helper()
	if err := h.DB.Write(t.Context(), func(tx *db.Tx) error {
		return audit.Write(tx, authz.Principal{}, audit.Entry{Action: authz.AccountFreeze, Object: "account"})
	}); err != nil {
		t.Fatal(err)
	}
	if err := h.Audit.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// watched is a house with its first administrator.
func watched(t *testing.T, url string) (h *House, token string, account id.ID) {
	t.Helper()
	h, err := Build(t.Context(), Options{Dir: t.TempDir(), DatabaseURL: url, Clock: clock.NewSystem(), PasswordCost: password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	setup, err := h.Org.MakeSetupToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	in := ask[struct {
		Token string
		Me    struct{ Account struct{ ID id.ID } }
	}](t, h, "", http.MethodPost, "/setup", map[string]any{"token": setup, "company": "同轨", "number": "A1", "name": "林素", "password": "Kx7!quiet-harbour"})
	return h, in.Token, in.Me.Account.ID
}

func ask[T any](t *testing.T, h *House, token, method, path string, body any) (out T) {
	t.Helper()
	code, text := answer(t, h, token, method, path, body)
	if code >= 300 {
		t.Fatalf("%s %s: %d %s", method, path, code, text)
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func answer(t *testing.T, h *House, token, method, path string, body any) (int, string) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(string(text)))
	if method == http.MethodGet {
		r = httptest.NewRequest(method, "/api/v1"+path, nil)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	h.HTTP.Handler().ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func eachWatched(t *testing.T, fn func(t *testing.T, h *House, token string, account id.ID)) {
	t.Run("sqlite", func(t *testing.T) { h, token, account := watched(t, ""); fn(t, h, token, account) })
	t.Run("postgres", func(t *testing.T) { h, token, account := watched(t, dbtest.NewPostgres(t)); fn(t, h, token, account) })
}

type records = httpapi.List[audit.AuditRecord]

// covers: SEC-03
func TestTheLogIsReadByFiltersAndEachReadingIsRecorded(t *testing.T) {
	eachWatched(t, func(t *testing.T, h *House, token string, me id.ID) {
		other, begin := id.New(h.Clock.Now()), h.Clock.Now()
		for n := range 5 {
			if err := h.DB.Write(t.Context(), func(tx *db.Tx) error {
				return audit.Write(tx, authz.Principal{Account: other}, audit.Entry{Action: authz.AccountFreeze, Object: "account", ObjectID: me, Facts: map[string]any{"n": n}})
			}); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.Audit.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		for query, want := range map[string]int{
			"?actor_id=" + other.String():                                    5,
			"?object=account&action=account.freeze":                          5,
			"?about_id=" + me.String() + "&action=account.freeze":            5,
			"?about_id=" + other.String() + "&action=account.freeze":         0,
			"?object_id=" + me.String() + "&action=account.freeze":           5,
			"?actor_id=" + other.String() + "&object_id=" + other.String():   0,
			"?action=account.freeze&to_at=" + itoa(int64(begin)):             0,
			"?action=account.freeze&from_at=" + itoa(int64(begin)-1000):      5,
			"?action=account.freeze&from_at=" + itoa(int64(begin)+3600e6):    0,
			"?action=account.freeze&to_at=" + itoa(int64(begin)+int64(36e8)): 5,
		} {
			got := ask[records](t, h, token, "GET", "/admin/audit"+query, nil)
			if len(got.Items) != want {
				t.Errorf("%s: %d records, want %d", query, len(got.Items), want)
			}
			for _, r := range got.Items {
				if r.Number == nil || r.Person == nil || r.Person.Name != "林素" {
					t.Errorf("%s: %+v", query, r)
				}
			}
		}
		first := ask[records](t, h, token, "GET", "/admin/audit?action=account.freeze&limit=3", nil)
		second := ask[records](t, h, token, "GET", "/admin/audit?action=account.freeze&limit=3&cursor="+*first.NextCursor, nil)
		if len(first.Items) != 3 || len(second.Items) != 2 || second.NextCursor != nil || string(second.Items[1].Facts) != `{"n":0}` {
			t.Errorf("pages: %+v, %+v", first, second)
		}
		read := ask[records](t, h, token, "GET", "/admin/audit?action=audit.read&actor_id="+me.String(), nil)
		if len(read.Items) < 10 || read.Items[0].Subject == nil || read.Items[0].Subject.ID != me {
			t.Errorf("%d readings are recorded; %+v", len(read.Items), read.Items[0])
		}
		for _, bad := range []string{"?actor_id=x", "?cursor=x", "?cursor=-1"} {
			if code, text := answer(t, h, token, "GET", "/admin/audit"+bad, nil); code != 422 {
				t.Errorf("%s: %d %s", bad, code, text)
			}
		}
	})
}

// covers: SEC-03
func TestEverybodySeesWhoLookedAtTheirDataAndCanProveIt(t *testing.T) {
	eachWatched(t, func(t *testing.T, h *House, token string, me id.ID) {
		other := id.New(h.Clock.Now())
		write := func(who id.ID, e audit.Entry) {
			t.Helper()
			if err := h.DB.Write(t.Context(), func(tx *db.Tx) error { return audit.Write(tx, authz.Principal{Account: who}, e) }); err != nil {
				t.Fatal(err)
			}
		}
		write(other, audit.Entry{Action: authz.RecalledRead, Object: "message", ObjectID: other, Subject: me})
		write(other, audit.Entry{Action: authz.AccountReset, Object: "account", ObjectID: me})
		write(other, audit.Entry{Action: authz.AccountReset, Object: "account", ObjectID: other})
		write(me, audit.Entry{Action: authz.PasswordChange, Object: "account", ObjectID: me})
		mine := ask[httpapi.List[audit.AuditLook]](t, h, token, "GET", "/audit/mine?limit=2", nil)
		if len(mine.Items) != 2 || mine.Items[0].Action != "account.reset" || mine.Items[0].Kind != "write" || mine.Items[1].Action != "message.recalled.read" || mine.Items[1].Kind != "read" {
			t.Fatalf("%+v", mine)
		}
		at := "/audit/records/" + mine.Items[1].ID.String() + "/proof"
		if code, text := answer(t, h, token, "GET", at, nil); code != 409 || !strings.Contains(text, "audit.unsigned") {
			t.Errorf("before it is signed: %d %s", code, text)
		}
		if err := h.Audit.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		p := ask[audit.AuditProof](t, h, token, "GET", at, nil)
		keys := ask[httpapi.List[string]](t, h, "", "GET", "/audit/keys", nil)
		key, err := proof.ParseKey(keys.Items[0])
		if err != nil {
			t.Fatal(err)
		}
		c, err := proof.Open([]byte(p.Checkpoint), []proof.Key{key})
		if err != nil {
			t.Fatal(err)
		}
		var hashes tlog.RecordProof
		for _, text := range p.Hashes {
			one, err := tlog.ParseHash(text)
			if err != nil {
				t.Fatal(err)
			}
			hashes = append(hashes, one)
		}
		if err := tlog.CheckRecord(hashes, c.Size, c.Root, p.Number, tlog.RecordHash([]byte(p.Record))); err != nil || !strings.Contains(p.Record, mine.Items[1].ID.String()) {
			t.Errorf("%v: %+v", err, p)
		}
		newest := ask[audit.AuditCheckpoint](t, h, "", "GET", "/audit/checkpoint", nil)
		grown := ask[audit.ConsistencyProof](t, h, "", "GET", "/audit/consistency?from=1&to="+itoa(newest.Size), nil)
		all := ask[httpapi.List[audit.AuditCheckpoint]](t, h, "", "GET", "/audit/checkpoints", nil)
		if newest.Size != c.Size || len(grown.Hashes) == 0 || len(all.Items) == 0 || all.Items[len(all.Items)-1].Note != newest.Note {
			t.Errorf("%+v %+v %+v", newest, grown, all)
		}
	})
}

func itoa(n int64) string { b, _ := json.Marshal(n); return string(b) }
