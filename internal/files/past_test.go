package files_test

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/trial"
	"tonggui/internal/testkit/dbtest"
)

// nobody knows where people are.
type nobody struct{}

func (nobody) Line(id.ID) []id.ID                         { return nil }
func (nobody) Standing(id.ID) (id.ID, []authz.Role, bool) { return id.Zero, nil, true }
func (nobody) People([]id.ID) []ref.Person                { return nil }
func (nobody) Department(id.ID) string                    { return "" }

// covers: RBK-03, MSG-02
func TestATrialOfTheSizeReadsWhatWasUploadedForMessages(t *testing.T) {
	dbtest.Each(t, append(slices.Clone(rooms), trial.Migrations), func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := open(t, d, c)
		a := h.person()
		size := func(n int) []byte { return bytes.Repeat([]byte("a"), n) }
		from := c.Now()
		small := a.upload("small.txt", "message", size(1000))
		c.Advance(time.Second)
		large := a.upload("large.txt", "message", size(2<<20))
		a.upload("library.txt", "library", size(3<<20))
		a.begin("begun.txt", "message", 4<<20) // never came
		limit := int64(1 << 20)
		c.Advance(time.Second)
		if _, err := h.book.Set(t.Context(), authz.Principal{Account: a.Account}, rulebook.Change{Rule: files.MessageSize.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany},
			Value: &limit, Stage: rulebook.Enforcing, Reason: "test"}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.room.CreateUpload(t.Context(), authz.Principal{Account: a.Account}, files.NewUpload{Name: "huge.txt", Length: 5 << 20, Purpose: files.ForMessages}); !apperr.Has(err, files.ErrTooLargeFor) {
			t.Fatal(err)
		}
		place := h.said(a, []id.ID{small.ID, large.ID}, a)
		c.Advance(time.Second)

		s := trial.New(trial.Deps{DB: d, Process: id.New(c.Now()), Book: h.book, People: nobody{}, Pasts: func() []trial.Past { return []trial.Past{files.PastSizes()} }, Log: slog.New(slog.DiscardHandler),
			Sees: func(_ context.Context, _ id.ID, places []trial.Place) ([]bool, error) {
				return slices.Repeat([]bool{true}, len(places)), nil
			}})
		who := authz.Principal{Account: a.Account, Roles: []authz.Role{authz.Admin}}
		v, err := s.Begin(t.Context(), who, trial.Question{Rule: files.MessageSize.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: limit,
			Stage: rulebook.Enforcing, Span: trial.Span{From: from, To: c.Now()}})
		if err != nil {
			t.Fatal(err)
		}
		s.Run(t.Context(), v.ID)
		if v, err = s.Trial(t.Context(), who, v.ID); err != nil || v.Result == nil {
			t.Fatalf("%+v, %v", v, err)
		}
		r := v.Result
		if r.Facts != 3 || r.Before != (trial.TrialOutcomes{Allow: 2, Block: 1}) || r.After != (trial.TrialOutcomes{Allow: 1, Block: 2}) || r.NewlyBlocked != 1 {
			t.Errorf("%+v", r.TrialSums)
		}
		if len(r.Samples) != 1 || string(r.Samples[0].Facts) != `{"bytes":2097152}` || r.Samples[0].Place == nil || *r.Samples[0].Place != (trial.Place{Conversation: place.Object, Seq: place.Seq}) {
			t.Errorf("%+v", r.Samples)
		}
	})
}
