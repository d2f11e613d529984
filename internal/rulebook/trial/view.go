package trial

import (
	"context"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// Trial returns a trial with its result. That somebody else than who asked reads a result is recorded
// before it is shown. Who may: authz.RulesTry.
//
// Errors: apperr.NotFound.
func (s *Service) Trial(ctx context.Context, who authz.Principal, one id.ID) (RuleTrial, error) {
	r, err := selectRow(s.DB.Ask(ctx), one)
	if err != nil {
		return RuleTrial{}, err
	}
	if r.state == Done && r.askedBy != who.Account {
		if err := s.DB.Write(ctx, func(tx *db.Tx) error { return note(tx, who, r, "read") }); err != nil {
			return RuleTrial{}, err
		}
	}
	return s.view(ctx, who, r, true)
}

// Trials lists the trials of a rule without their results, the newest first. Who may: authz.RulesTry.
//
// Errors: rulebook.ErrUnknownRule.
func (s *Service) Trials(ctx context.Context, who authz.Principal, rule string, page httpapi.Page) (httpapi.List[RuleTrial], error) {
	out := httpapi.List[RuleTrial]{Items: []RuleTrial{}}
	if !declared(rule) {
		return out, rulebook.ErrUnknownRule.New("rule", rule)
	}
	before := id.ID{}
	for i := range before {
		before[i] = 0xff
	}
	if page.Cursor != "" {
		var err error
		if before, err = id.Parse(page.Cursor); err != nil {
			return out, httpapi.BadCursor()
		}
	}
	rows, err := selectRows(s.DB.Ask(ctx), rule, before, page.Limit+1)
	if err != nil {
		return out, err
	}
	if len(rows) > page.Limit {
		next := rows[page.Limit-1].id.String()
		rows, out.NextCursor = rows[:page.Limit], &next
	}
	for _, r := range rows {
		v, err := s.view(ctx, who, r, false)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, nil
}

func declared(rule string) bool {
	for _, r := range rulebook.Declared() {
		if r.ID == rule {
			return true
		}
	}
	return false
}

// view shows a trial to somebody, with its result if there is one and it is wanted.
func (s *Service) view(ctx context.Context, who authz.Principal, r row, result bool) (RuleTrial, error) {
	out := RuleTrial{ID: r.id, Rule: r.rule, Scope: TrialScope{Kind: r.value.Scope.Kind, ID: r.value.Scope.ID}, Value: r.value.Value, Stage: r.value.Stage,
		From: r.span.From, To: r.span.To, State: r.state, Done: r.done, Total: r.total, AskedBy: TrialName{ID: r.askedBy}, AskedAt: r.askedAt}
	if r.errorCode != "" {
		out.ErrorCode = &r.errorCode
	}
	scope, _ := id.Parse(r.value.Scope.ID)
	people := []id.ID{r.askedBy, scope}
	if result && r.state == Done {
		k, err := selectResult(s.DB.Ask(ctx), r.id)
		if err != nil {
			return out, err
		}
		out.Result = &k.Result
		for _, sample := range k.Result.Samples {
			people = append(people, sample.Person.ID)
		}
		if err := s.place(ctx, who, r, k); err != nil {
			return out, err
		}
	}
	names := map[id.ID]string{}
	for _, p := range s.People.People(people) {
		names[p.ID] = p.Name
	}
	out.AskedBy.Name = names[r.askedBy]
	switch r.value.Scope.Kind {
	case rulebook.ForPerson:
		out.Scope.Name = names[scope]
	case rulebook.ForDepartment:
		out.Scope.Name = s.People.Department(scope)
	}
	if out.Result != nil {
		s.name(out.Result, names)
	}
	return out, nil
}

func (s *Service) name(r *TrialResult, people map[id.ID]string) {
	for i := range r.Departments {
		r.Departments[i].Department.Name = s.People.Department(r.Departments[i].Department.ID)
	}
	for i := range r.Samples {
		sample := &r.Samples[i]
		sample.Person.Name, sample.Department.Name = people[sample.Person.ID], s.People.Department(sample.Department.ID)
	}
}

// place gives the samples those places that the viewer may see now.
func (s *Service) place(ctx context.Context, who authz.Principal, r row, k kept) error {
	past, told := s.past(r.rule)
	if !told || past.place == nil {
		return nil
	}
	var at []int
	var places []Place
	for i, sample := range k.Result.Samples {
		p, known, err := past.place(s.DB.Ask(ctx), sample.Object, k.Where[i].ObjectID, k.Where[i].Seq, sample.Facts)
		if err != nil {
			return err
		}
		if known {
			at, places = append(at, i), append(places, p)
		}
	}
	seen, err := s.Sees(ctx, who.Account, places)
	if err != nil {
		return err
	}
	for n, i := range at {
		if seen[n] {
			k.Result.Samples[i].Place = &places[n]
		}
	}
	return nil
}
