package approvals

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"tonggui/internal/approvals/signature"
	"tonggui/internal/org/passkey"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// ErrSignedHidden says that the signed document holds fields that the reader may not see. It cannot be cut:
// records bind the hash of all values at once, so nothing of it could be verified then. names says who has the whole.
var ErrSignedHidden = apperr.Define(403, "approval.signed_hidden")

// Signed is the signed document of an approval: everything that was decided on, and every act with its
// signature, for `tonggui approval verify`. Whoever may: ApprovalRead, who sees every field.
//
// Errors: apperr.NotFound, ErrSignedHidden, ErrBroken.
func (s *Service) Signed(ctx context.Context, who authz.Principal, one id.ID) (data []byte, fileName string, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		a, err := s.access(q, who, one, authz.ApprovalRead, false)
		if err != nil {
			return err
		}
		e, err := s.edition(q, a.template, a.approval.edition)
		if err != nil {
			return err
		}
		if seen, _ := e.form.See(a.values, s.sight(a, e, who)); len(seen) < len(e.definition.Fields) {
			return ErrSignedHidden.New("names", s.whoHasWhole(a, e, who.Language))
		}
		fileName = a.serial + ".signed.json"
		data, err = s.sealed(q, a.approval, e, who.Language)
		return err
	})
	return data, fileName, err
}

// mostToAsk is how many people a refusal names.
const mostToAsk = 3

// whoHasWhole names people who may have the signed document: the applicant, and those asked from whom nothing is
// hidden. Who may log in no more is of no help.
func (s *Service) whoHasWhole(a access, e edition, language string) string {
	names, seen := []string{}, map[id.ID]bool{}
	add := func(person id.ID, relation authz.Relation) {
		if seen[person] || len(names) == mostToAsk || !s.People.Chart().Active(person) {
			return
		}
		seen[person] = true
		as := access{approval: a.approval, relations: []authz.Relation{relation}}
		if fields, _ := e.form.See(a.values, s.sight(as, e, authz.Principal{Account: person})); len(fields) == len(e.definition.Fields) {
			names = append(names, s.People.Name(person))
		}
	}
	add(a.applicant, authz.Applicant)
	for _, t := range a.state.Tasks() {
		if t.OpenedAt != 0 {
			add(t.Person, authz.Approver)
		}
	}
	if len(names) == 0 {
		names = append(names, i18n.Text(language, "server", "approval.inspector", nil))
	}
	return i18n.List(language, names)
}

// sealed writes the document and signs it with the newest key.
func (s *Service) sealed(q db.Q, a approval, e edition, language string) ([]byte, error) {
	deeds, err := selectDeeds(q, a.id)
	if err != nil {
		return nil, err
	}
	chain, err := selectChain(q, a.id)
	if err == nil {
		err = s.intact(chain, a, e)
	}
	if err != nil {
		return nil, err
	}
	d := signature.Document{Definition: e.raw, About: signature.About{Title: titleOf(a, e.definition, language), Department: s.People.Department(a.department), MadeAt: q.At()}}
	for _, one := range deeds {
		if one.content != nil && !slices.ContainsFunc(d.Contents, func(have json.RawMessage) bool { return bytes.Equal(have, one.content) }) {
			d.Contents = append(d.Contents, one.content)
		}
		if one.entry == nil {
			continue
		}
		entry, err := signature.ParseEntry(one.entry)
		if err != nil {
			return nil, fmt.Errorf("act %d of approval %s: %w", one.n, a.id, err)
		}
		d.Records = append(d.Records, entry)
		if d.Enrolments, err = withEnrolment(q, d.Enrolments, entry.Record.Passkey); err != nil {
			return nil, err
		}
	}
	if len(d.Records) != chain.N { // one between was taken out
		return nil, ErrBroken.New()
	}
	signer, err := s.Keys.Signer(q)
	if err != nil {
		return nil, err
	}
	return signer.Seal(d)
}

// withEnrolment adds the enrolment of a passkey where it is not there yet.
func withEnrolment(q db.Q, all []signature.Enrolment, k *signature.Passkey) ([]signature.Enrolment, error) {
	if k == nil || slices.ContainsFunc(all, func(e signature.Enrolment) bool { return e.SHA256() == k.EnrolmentSHA256 }) {
		return all, nil
	}
	e, err := passkey.Enrolled(q, k.CredentialID, k.EnrolmentSHA256)
	if err != nil {
		return nil, err
	}
	return append(all, signature.Enrolment{At: e.At, CredentialID: e.CredentialID, Person: e.Person, PublicKey: e.PublicKey, RPID: e.Place, V: signature.Version}), nil
}
