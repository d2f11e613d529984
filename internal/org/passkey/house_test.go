package passkey_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/org"
	"tonggui/internal/org/passkey"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/authenticator"
	"tonggui/internal/testkit/dbtest"
)

var rooms = []db.Migrations{audit.Migrations, passkey.Migrations}

const (
	address = "https://oa.example.com"
	secret  = "the password"
)

// people know one password.
type people struct{}

func (people) ConfirmPassword(_ context.Context, _ authz.Principal, field, typed string) error {
	if typed != secret {
		return org.ErrPasswordWrong.At(field, org.ErrPasswordWrong.Code)
	}
	return nil
}
func (people) CompanyName(context.Context) (string, error) { return "同轨科技", nil }

type house struct {
	*testing.T
	*passkey.Service
	db       *db.DB
	clock    *clock.Fake
	me, them authz.Principal
}

func each(t *testing.T, fn func(h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		fn(&house{T: t, Service: passkey.New(d, people{}), db: d, clock: c,
			me: authz.Principal{Account: id.New(c.Now()), Session: id.New(c.Now()), Name: "林知夏"}, them: authz.Principal{Account: id.New(c.Now()), Session: id.New(c.Now()), Name: "周怀远"}})
	})
}

// at runs fn with the context of a request that came by an address.
func (h *house) at(address string, fn func(ctx context.Context)) {
	h.Helper()
	api := httpapi.New(httpapi.Options{Version: "test", Clock: h.clock, PublicURL: address, Negotiate: i18n.Match})
	done := false
	api.Mux().HandleFunc("GET /test", func(_ http.ResponseWriter, r *http.Request) { fn(r.Context()); done = true })
	api.Handler().ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(h.Context(), http.MethodGet, "/test", nil))
	if !done {
		h.Fatal("the request did not come through")
	}
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// enrolled is an authenticator of somebody.
func (h *house) enrolled(who authz.Principal) (a *authenticator.Authenticator, k passkey.Passkey) {
	h.Helper()
	a = authenticator.New(h, address)
	h.at(address, func(ctx context.Context) {
		options, err := h.Enrol(ctx, who, secret)
		h.must(err)
		k, err = h.Finish(ctx, who, " 我的电脑 ", a.Create(options))
		h.must(err)
	})
	return a, k
}

// begin asks somebody to confirm a challenge.
func (h *house) begin(who authz.Principal, challenge [32]byte) (options []byte) {
	h.Helper()
	h.at(address, func(ctx context.Context) {
		var err error
		options, err = h.Begin(ctx, who, challenge)
		h.must(err)
	})
	return options
}

// stored is everything that a refusal must leave alone.
func (h *house) stored() string {
	return dbtest.Numbers(h, h.db, `SELECT COUNT(*) FROM passkeys`, `SELECT COALESCE(SUM(counter), 0) FROM passkeys`, `SELECT COUNT(*) FROM passkeys WHERE used_at > 0 OR stopped_at > 0`,
		`SELECT COUNT(*) FROM passkey_challenges`, `SELECT COUNT(*) FROM audit`)
}

func (h *house) refused(code string, call func() error) {
	h.Helper()
	dbtest.Refused(h.T, code, h.stored, call)
}

func (h *house) count(want, query string) {
	h.Helper()
	if got := dbtest.Numbers(h, h.db, query); got != want {
		h.Errorf("%s: %q, want %q", query, got, want)
	}
}

const afterLife = 5*time.Minute + time.Second

var encoded = base64.RawURLEncoding.EncodeToString

// challengeOf is what options ask to be signed.
func challengeOf(t *testing.T, options []byte) []byte {
	t.Helper()
	var all struct {
		PublicKey struct {
			Challenge string `json:"challenge"`
		} `json:"publicKey"`
	}
	if err := json.Unmarshal(options, &all); err != nil {
		t.Fatal(err)
	}
	b, err := base64.RawURLEncoding.DecodeString(all.PublicKey.Challenge)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// renamed are options that ask for another challenge.
func renamed(t *testing.T, options, challenge []byte) []byte {
	t.Helper()
	return bytes.Replace(options, []byte(encoded(challengeOf(t, options))), []byte(encoded(challenge)), 1)
}
