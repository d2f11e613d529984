package matrix

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/app"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

// world is a company with one person of each kind, in a house of its own.
type world struct {
	t       testing.TB
	house   *app.House
	clock   *clock.Fake
	table   *table
	ops     map[string]operation
	storage *storage
	server  *httptest.Server
	front   atomic.Pointer[http.Handler] // what is judged: the house, or the house behind a planted fault

	people  map[string]*person // by kind
	founder *person            // the first administrator, who acts where the test needs one
	keeper  *person            // the colleague to whom things belong
	other   *person            // a third one
	spare   *person            // on whom administrators act
	fresh   *person            // never activated, besides the kind of that name
	chief   *person            // an administrator who was never activated
	spots   map[string]spot
	ears    map[*person]*sniffer // open sockets of all who get in, where a test opened them
	fencing *sniffer
	fences  []id.ID // groups whose frames take every way of delivery
	shut    bool    // whether everybody is by now what their kind says
	made    int
	zones   int
}

// newWorld builds the house and its people; nobody is shut out before shutOut.
func newWorld(t testing.TB, dialect db.Dialect) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewFake(dbtest.Start), table: readTable(t), people: map[string]*person{}, spots: map[string]spot{}}
	o := app.Options{Dir: t.TempDir(), Clock: w.clock, Log: slog.New(slog.DiscardHandler),
		MetricsFrom:  []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")},
		LinkPreviews: true,
		PasswordCost: password.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}}
	if dialect == db.Postgres {
		o.DatabaseURL = dbtest.NewPostgres(t)
	}
	var err error
	if w.house, err = app.Build(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.house.Close)
	w.storage = openStorage(t, dialect, o)
	w.judge(w.house.HTTP.Handler())
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { (*w.front.Load()).ServeHTTP(rw, r) }))
	t.Cleanup(w.server.Close)
	w.ops = w.readOperations()
	w.populate()
	return w
}

// judge puts h at the front door.
func (w *world) judge(h http.Handler) { w.front.Store(&h) }

// pass lets the limits on rates breathe: they live by the house's clock.
func (w *world) pass(d time.Duration) { w.clock.Advance(d) }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// must gives what a preparation made; where it fails the test has no ground to stand on.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func (w *world) ctx() context.Context { return context.WithoutCancel(w.t.Context()) }

func (w *world) write(query string, args ...any) {
	w.t.Helper()
	w.must(w.house.DB.Write(w.ctx(), func(tx *db.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	}))
}

// newID is an id that nothing has.
func (w *world) newID() id.ID { return id.New(w.clock.Now()) }

// operation is what the API document says of an operation.
type operation struct {
	id, method, path string
	query            []string
	body             *schema // nil without a JSON body
	raw              bool
	open             bool
}

// schema is a part of the document's description of a body.
type schema struct {
	Ref        string             `json:"$ref"`
	Type       any                `json:"type"`
	Properties map[string]*schema `json:"properties"`
	Items      *schema            `json:"items"`
	Required   []string           `json:"required"`
	OneOf      []*schema          `json:"oneOf"`
}

// readOperations asks the server for its own document.
func (w *world) readOperations() map[string]operation {
	w.t.Helper()
	a := w.send(request{method: "GET", path: "/api/openapi.json"})
	var doc struct {
		Paths map[string]map[string]struct {
			ID          string                      `json:"operationId"`
			Parameters  []struct{ Name, In string } `json:"parameters"`
			RequestBody *struct {
				Content map[string]struct {
					Schema *schema `json:"schema"`
				} `json:"content"`
			} `json:"requestBody"`
			Authz struct{ Open bool } `json:"x-authz"`
		} `json:"paths"`
		Components struct {
			Schemas map[string]*schema `json:"schemas"`
		} `json:"components"`
	}
	w.must(json.Unmarshal(a.body, &doc))
	out := map[string]operation{}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			op := operation{id: o.ID, method: upper(method), path: path, open: o.Authz.Open}
			for _, p := range o.Parameters {
				if p.In == "query" {
					op.query = append(op.query, p.Name)
				}
			}
			if o.RequestBody != nil {
				if c, ok := o.RequestBody.Content["application/json"]; ok {
					op.body = resolve(c.Schema, doc.Components.Schemas)
				} else {
					op.raw = true
				}
			}
			if out[o.ID].id != "" || o.ID == "" {
				w.t.Fatalf("operation %q of %s %s has no name of its own", o.ID, method, path)
			}
			out[o.ID] = op
		}
	}
	return out
}

// resolve follows the references of a schema. Where there are several forms it takes the first, which
// is that of the bodies that the matrix sends. What stands within itself is followed once.
func resolve(s *schema, all map[string]*schema) *schema { return resolveIn(s, all, nil) }

func resolveIn(s *schema, all map[string]*schema, within []string) *schema {
	if s == nil {
		return nil
	}
	if s.Ref != "" {
		name := s.Ref[len("#/components/schemas/"):]
		if s = all[name]; slices.Contains(within, name) {
			return &schema{Type: s.Type}
		}
		within = append(within[:len(within):len(within)], name)
	}
	if len(s.OneOf) > 0 {
		return resolveIn(s.OneOf[0], all, within)
	}
	out := &schema{Type: s.Type, Required: s.Required, Items: resolveIn(s.Items, all, within)}
	if s.Properties != nil {
		out.Properties = map[string]*schema{}
		for name, p := range s.Properties {
			out.Properties[name] = resolveIn(p, all, within)
		}
	}
	return out
}
