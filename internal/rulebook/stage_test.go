package rulebook_test

import (
	"context"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/dbtest"
)

// covers: RBK-03
func TestAStageTellsHowFarAValueGoes(t *testing.T) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		b := book(t, d, nil)
		who := authz.Principal{Account: id.New(c.Now()), Language: "en"}
		drive := func(kmh int64) error {
			return d.Write(context.Background(), func(tx *db.Tx) error {
				return rulebook.Apply(b, tx, limit, rulebook.Case[speed]{Who: who, Object: "car", Facts: speed{kmh}}, errTooFast)
			})
		}
		for _, one := range []struct {
			stage   rulebook.Stage
			blocked bool
			outcome string
		}{{rulebook.Watching, false, "watch"}, {rulebook.Warning, false, "warn"}, {rulebook.Enforcing, true, "block"}} {
			c.Advance(time.Second)
			if _, err := b.Set(t.Context(), who, rulebook.Change{Rule: limit.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: value(60), Stage: one.stage, Reason: "test"}); err != nil {
				t.Fatal(err)
			}
			before := count(t, d, "evidence")
			if err := drive(80); apperr.Has(err, errTooFast) != one.blocked || (err != nil) != one.blocked {
				t.Errorf("%s: %v", one.stage, err)
			}
			c.Advance(time.Second)
			if err := drive(55); err != nil {
				t.Errorf("%s: what is only recorded: %v", one.stage, err)
			}
			got, err := db.All(d.Ask(t.Context()), db.Scalar[string], `SELECT outcome FROM evidence ORDER BY at DESC, id DESC LIMIT 2`)
			if err != nil || count(t, d, "evidence") != before+2 || got[0] != "record" || got[1] != one.outcome {
				t.Errorf("%s: evidence %v, %v", one.stage, got, err)
			}
			if told := b.For(who)[limit.ID] == int64(60); told != one.blocked {
				t.Errorf("%s: clients keep people from it: %v", one.stage, told)
			}
		}
	})
}
