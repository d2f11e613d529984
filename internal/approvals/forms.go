package approvals

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// parseValues reads stored values; numbers keep their digits.
func parseValues(raw []byte) (out form.Values, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return out, d.Decode(&out)
}

// check tells every fault of a definition: those of the form, of the route, and of what only this room knows.
func (s *Service) check(d form.Definition) []apperr.Field {
	company := route.Company{Roles: roleNames(), Automatic: d.Effect == "", // what brings nothing about may pass by itself
		Person:     func(one id.ID) bool { return s.People.Name(one) != "" }, // who has left is replaced when it is their turn
		Department: func(one id.ID) bool { return s.People.Department(one) != "" }}
	if effect := s.effects[d.Effect]; effect != nil {
		company.Automatic = effect.Automatic()
	}
	out := form.CheckDefinition(d, company)
	if d.Effect != "" && s.effects[d.Effect] == nil && !coming(d.Effect) {
		out = append(out, apperr.Field{Name: "effect", Code: "unknown"})
	}
	return out
}

// coming tells that an effect has a name and words, and that no room of this program does it yet. A template with it can
// be worked on; it is offered to nobody until something does what it says.
func coming(effect string) bool { return i18n.Has("server", "effect."+effect) }

func roleNames() []string {
	out := make([]string, len(authz.Roles))
	for i, r := range authz.Roles {
		out[i] = string(r)
	}
	return out
}

// filler is who fills in a form.
type filler struct {
	account  id.ID
	approval id.ID // zero while it is only tried
}

// fill judges values as an applicant sends them.
func (s *Service) fill(q db.Q, by filler, e edition, given form.Values) (form.Values, error) {
	values, faults, err := s.faults(q, by, e, given)
	return values, orValues(faults, err)
}

// orValues makes a refusal of faults.
func orValues(faults []apperr.Field, err error) error {
	if err == nil && len(faults) > 0 {
		err = &apperr.Error{Def: ErrValues, Fields: within("body.", faults)}
	}
	return err
}

// faults judges values and tells all that is wrong with them.
func (s *Service) faults(q db.Q, by filler, e edition, given form.Values) (form.Values, []apperr.Field, error) {
	values, found := e.form.Check(given)
	more, err := s.unknown(q, by, e.form.References(values), form.References{})
	return values, append(found, more...), err
}

// write judges what somebody changes whose turn it is.
func (s *Service) write(q db.Q, by filler, e edition, before, given form.Values, step string) (form.Values, error) {
	values, found := e.form.Write(before, given, rightsAt(e.definition, step))
	more, err := s.unknown(q, by, e.form.References(values), e.form.References(before))
	return values, orValues(append(found, more...), err)
}

// unknown tells which references name nothing that is there and that who fills in may name. What stood there
// before is not asked again: people leave.
func (s *Service) unknown(q db.Q, by filler, now, before form.References) (out []apperr.Field, err error) {
	chart := s.People.Chart()
	fault := func(r form.Reference) { out = append(out, apperr.Field{Name: r.Path, Code: "unknown"}) }
	for _, r := range fresh(now.People, before.People) {
		if one, err := id.Parse(r.ID); err != nil || !chart.Active(one) {
			fault(r)
		}
	}
	for _, r := range fresh(now.Departments, before.Departments) {
		if one, err := id.Parse(r.ID); err != nil || s.People.Department(one) == "" {
			fault(r)
		}
	}
	for _, r := range fresh(now.Approvals, before.Approvals) {
		one, err := id.Parse(r.ID)
		if err == nil {
			_, err = s.access(q, authz.Principal{Account: by.account}, one, authz.ApprovalRead, false)
		}
		if apperr.Has(err, apperr.NotFound) || err != nil && one.IsZero() {
			fault(r)
		} else if err != nil {
			return nil, err
		}
	}
	files := fresh(now.Files, before.Files)
	if len(files) == 0 {
		return out, nil
	}
	bad, err := s.badFiles(q, by, files)
	return append(out, bad...), err
}

// fresh are the references that were not there before.
func fresh(now, before []form.Reference) (out []form.Reference) {
	for _, r := range now {
		if !slices.ContainsFunc(before, func(old form.Reference) bool { return old.ID == r.ID && old.SHA256 == r.SHA256 }) {
			out = append(out, r)
		}
	}
	return out
}

// badFiles tells which files cannot be attached.
func (s *Service) badFiles(q db.Q, by filler, all []form.Reference) (out []apperr.Field, err error) {
	for _, r := range all {
		one, err := id.Parse(r.ID)
		ok := err == nil && s.Files != nil
		if ok {
			if ok, err = s.Files().May(q, by.account, one); err != nil {
				return nil, err
			}
		}
		if !ok {
			out = append(out, apperr.Field{Name: r.Path, Code: "unknown"})
			continue
		}
		if r.Stroke {
			if ok, err = s.Files().Stroke(q, one); err != nil {
				return nil, err
			}
			if !ok {
				out = append(out, apperr.Field{Name: r.Path, Code: notAStroke})
				continue
			}
		}
		// Signatures are about the hash in the values: it has to be that of the file.
		hash, err := s.Files().SHA256(q, one)
		if err != nil {
			return nil, err
		}
		if hex.EncodeToString(hash[:]) != r.SHA256 {
			out = append(out, apperr.Field{Name: r.Path, Code: "file_differs"})
		}
	}
	return out, nil
}

// sight is what somebody may see of a form.
func (s *Service) sight(a access, e edition, who authz.Principal) form.Rights {
	out := form.Rights{}
	if a.is(authz.Applicant) || len(a.relations) == 0 { // nobody's relation: an inspection
		return out
	}
	hide := func(fields []string) {
		for _, f := range fields {
			out[f] = route.Hidden
		}
	}
	hide(hiddenSomewhere(e.definition))
	if !a.is(authz.Approver) {
		return out
	}
	for _, t := range a.state.Tasks() {
		if t.Person != who.Account || t.OpenedAt == 0 {
			continue
		}
		rights := rightsAt(e.definition, t.Step)
		maps.DeleteFunc(out, func(field string, _ route.Right) bool { return rights.Of(field) != route.Hidden })
	}
	return out
}

// formOf compiles the fields of a definition that was checked before it was stored.
func formOf(d form.Definition) (*form.Form, error) {
	f, faults := form.New(d.Fields)
	if len(faults) > 0 {
		return nil, fmt.Errorf("the form has a fault at %s: %s", faults[0].Name, faults[0].Code)
	}
	return f, nil
}
