package org

import (
	"context"
	"slices"

	"tonggui/internal/audit"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// HandOut makes new initial passwords for people who never chose one: those whom an import created,
// or those named. Passwords handed out before stop working.
//
// Errors: not_found for an unknown import; unknown_person at a field; account.password_chosen,
// account.status and account.administrator for people named.
func (s *Service) HandOut(ctx context.Context, who authz.Principal, imported id.ID, accounts []id.ID) ([]HandedOut, error) {
	if imported.IsZero() == (len(accounts) == 0) {
		return nil, apperr.Invalid.At("body", "exclusive")
	}
	accounts = distinct(accounts)
	origin := httpapi.MetaOf(ctx).Origin
	var out []HandedOut
	err := s.write(ctx, func(tx *db.Tx) error {
		if _, err := stillMay(tx, &who, authz.PasswordsHandOut); err != nil {
			return err
		}
		var people []account
		var err error
		facts := map[string]any{}
		if !imported.IsZero() {
			facts["import"] = imported
			people, err = neverChose(tx, imported)
		} else {
			people, err = s.named(tx, who, accounts)
		}
		if err != nil {
			return err
		}
		people = slices.DeleteFunc(people, func(a account) bool { return !mayActOn(who, a) })
		if out, err = s.handOut(tx, people, origin); err != nil {
			return err
		}
		facts["people"] = len(people)
		return audit.Write(tx, who, audit.Entry{Action: authz.PasswordsHandOut, Object: "roster", ObjectID: imported, Facts: facts})
	})
	return out, err
}

// distinct leaves each account once.
func distinct(accounts []id.ID) []id.ID {
	out := slices.Clone(accounts)
	slices.SortFunc(out, func(a, b id.ID) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(out)
}

// neverChose finds the people of an import who are here and have chosen no password yet.
func neverChose(tx *db.Tx, imported id.ID) ([]account, error) {
	if _, err := importByID(tx, imported); err != nil {
		return nil, err
	}
	return db.All(tx, scanAccount, `SELECT `+accountColumns+` FROM accounts a LEFT JOIN passwords p ON p.account = a.id
		WHERE a.created_by = ? AND a.status = 'active' AND COALESCE(p.initial, TRUE) ORDER BY a.number_key`, imported)
}

// named loads the people asked for, and refuses as soon as one of them must not get a password.
func (s *Service) named(tx *db.Tx, who authz.Principal, accounts []id.ID) ([]account, error) {
	people := make([]account, 0, len(accounts))
	chosen := map[id.ID]bool{}
	for part := range slices.Chunk(accounts, atOnce) {
		err := db.Each(tx, func(r db.Row) error {
			var one id.ID
			err := r.Scan(&one)
			chosen[one] = true
			return err
		}, `SELECT account FROM passwords WHERE initial = FALSE AND account IN (?)`, db.Listed(part))
		if err != nil {
			return nil, err
		}
		found, err := db.All(tx, scanAccount, `SELECT `+accountColumns+` FROM accounts a WHERE a.id IN (?) ORDER BY a.number_key`, db.Listed(part))
		if err != nil {
			return nil, err
		}
		people = append(people, found...)
	}
	if len(people) < len(accounts) {
		return nil, apperr.Invalid.At("body.account_ids", "unknown_person")
	}
	for _, a := range people {
		switch {
		case a.Status != Active:
			return nil, ErrStatus.New("status", string(a.Status), "number", a.Number)
		case chosen[a.ID]:
			return nil, ErrChosen.New("number", a.Number)
		case !mayActOn(who, a):
			return nil, ErrAdministrator.New()
		}
	}
	return people, nil
}

func (s *Service) handOut(tx *db.Tx, people []account, origin string) ([]HandedOut, error) {
	v := s.company()
	out, rows, ids := make([]HandedOut, 0, len(people)), make([][]any, 0, len(people)), make([]id.ID, 0, len(people))
	for _, a := range people {
		initial := password.NewInitial()
		rows = append(rows, []any{a.ID, password.HashInitial(a.ID, initial), true, tx.Now})
		ids = append(ids, a.ID)
		out = append(out, HandedOut{Number: a.Number, Name: a.Name, Department: v.departments[a.Department].Name, InitialPassword: initial,
			Link: welcomeLink(origin, a.Number, initial)})
	}
	if err := tx.InsertMany(`INSERT INTO passwords (account, hash, initial, set_at)`,
		`ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, initial = excluded.initial, set_at = excluded.set_at`, rows); err != nil {
		return nil, err
	}
	ended, err := endSessionsOf(tx, ids, byReset)
	if err != nil {
		return nil, err
	}
	for account, sessions := range ended {
		if err := s.sessionsEnded(tx, account, sessions); err != nil {
			return nil, err
		}
	}
	return out, nil
}
