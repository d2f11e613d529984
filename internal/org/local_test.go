package org_test

import (
	"net/http"
	"testing"

	"tonggui/internal/org"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/dbtest"
)

// covers: ACC-05
func TestTheNodeThatFreezesWaitsForNoMessage(t *testing.T) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		// Not started: nothing follows the events, only what the act itself does counts.
		s := org.New(org.Options{DB: d, Clock: c, Sockets: newSockets(t), PasswordCost: password.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}})
		ctx := t.Context()
		enter := func(number string, roles ...authz.Role) (authz.Principal, func() error) {
			account, _, err := s.AddForTest(ctx, number, "程更辰", roles)
			if err == nil {
				err = s.SetPassword(ctx, account, good)
			}
			if err != nil {
				t.Fatal(err)
			}
			e, err := s.Login(ctx, number, good, "")
			if err != nil {
				t.Fatal(err)
			}
			r, _ := http.NewRequest("GET", "/", nil)
			r.Header.Set("Authorization", "Bearer "+e.Token)
			who, err := s.Authenticate(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			return who, func() error { _, err := s.Authenticate(ctx, r); return err }
		}
		admin, _ := enter("A001", authz.Admin)
		for name, act := range map[string]func(who authz.Principal) error{
			"freeze": func(who authz.Principal) error { return s.Freeze(ctx, admin, who.Account, "手机遗失") },
			"reset": func(who authz.Principal) error {
				_, err := s.ResetPassword(ctx, admin, who.Account, "手机遗失")
				return err
			},
			"logout": func(who authz.Principal) error { return s.Logout(ctx, who) },
		} {
			who, still := enter("B-" + name)
			if err := act(who); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if still() == nil {
				t.Errorf("%s: the principal is still believed", name)
			}
			if name != "freeze" {
				continue
			}
			if err := s.Unfreeze(ctx, admin, who.Account, "手机找到"); err != nil {
				t.Fatal(err)
			}
			if err := still(); !apperr.Has(err, apperr.Unauthenticated) {
				t.Errorf("after unfreezing it is still said to be frozen: %v", err)
			}
		}
	})
}
