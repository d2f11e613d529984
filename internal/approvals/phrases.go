package approvals

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// maxPhrase is how many characters a phrase can have.
const maxPhrase = 100

// Phrases are what somebody says most often of a decision (常用语), in the order in which they are offered.
type Phrases struct {
	Approve []string `json:"approve" nullable:"false" maxItems:"20" doc:"for agreeing; each of at most 100 characters"`
	Reject  []string `json:"reject" nullable:"false" maxItems:"20" doc:"for refusing and returning"`
}

// OwnPhrases are those of the caller.
type OwnPhrases struct {
	Phrases
	Own bool `json:"own" doc:"false: none were kept yet; both lists are empty, and the client has some of its own"`
}

// Phrases tells what the caller has kept.
func (s *Service) Phrases(ctx context.Context, who authz.Principal) (OwnPhrases, error) {
	return selectPhrases(s.DB.Ask(ctx), who.Account)
}

// KeepPhrases takes the place of what the caller had kept.
//
// Errors: apperr.Invalid for one that is empty, too long, not on one line, or there twice.
func (s *Service) KeepPhrases(ctx context.Context, who authz.Principal, p Phrases) (OwnPhrases, error) {
	for field, list := range map[string][]string{"approve": p.Approve, "reject": p.Reject} {
		if err := tidy(list, field); err != nil {
			return OwnPhrases{}, err
		}
	}
	body, err := json.Marshal(p)
	if err != nil {
		return OwnPhrases{}, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO approval_phrases (account, body, changed_at) VALUES (?, ?, ?)
			ON CONFLICT (account) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at`, who.Account, string(body), tx.Now)
		return err
	})
	return OwnPhrases{Phrases: p, Own: true}, err
}

// tidy takes the space around phrases away and refuses what cannot be one.
func tidy(list []string, field string) error {
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
		code := ""
		switch {
		case list[i] == "":
			code = "missing"
		case utf8.RuneCountInString(list[i]) > maxPhrase:
			code = "too_long"
		case strings.ContainsFunc(list[i], unicode.IsControl):
			code = "wrong_form"
		case slices.Contains(list[:i], list[i]):
			code = "doubled"
		}
		if code != "" {
			return apperr.Invalid.At(fmt.Sprintf("body.%s[%d]", field, i), code)
		}
	}
	return nil
}

func selectPhrases(q db.Q, account id.ID) (OwnPhrases, error) {
	out := OwnPhrases{Phrases: Phrases{Approve: []string{}, Reject: []string{}}}
	body, err := db.Value[string](q, `SELECT body FROM approval_phrases WHERE account = ?`, account)
	if errors.Is(err, db.ErrNone) {
		return out, nil
	}
	if err == nil {
		out.Own = true
		err = json.Unmarshal([]byte(body), &out.Phrases)
	}
	return out, err
}
