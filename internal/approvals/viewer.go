package approvals

import (
	"slices"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// shown is an approval as somebody with a part in it sees it.
func (s *Service) shown(q db.Q, who authz.Principal, one id.ID) (Approval, error) {
	a, err := s.access(q, who, one, authz.ApprovalRead, false)
	if err != nil {
		return Approval{}, err
	}
	return s.view(q, who, a)
}

// view puts an approval together for a reader.
func (s *Service) view(q db.Q, who authz.Principal, a access) (Approval, error) {
	e, err := s.edition(q, a.template, a.approval.edition)
	if err != nil {
		return Approval{}, err
	}
	deeds, err := selectDeeds(q, a.id)
	if err != nil {
		return Approval{}, err
	}
	copies, err := selectCopies(q, a.id)
	if err != nil {
		return Approval{}, err
	}
	w, done, err := s.world(q, a.template, a.department, e.form.Facts(a.values))
	if err != nil {
		return Approval{}, err
	}
	coming, err := a.state.Coming(e.definition.Route, w)
	if failed := done(); failed != nil {
		return Approval{}, failed
	}
	if err != nil {
		coming = nil // what lies ahead cannot be told; what has been can
	}
	dues, err := selectDues(q, a.id)
	if err != nil {
		return Approval{}, err
	}
	v := &viewer{s: s, who: who, a: a, e: e, deeds: deeds, dues: dues, people: s.peopleIn(a, deeds, copies, coming)}
	out := v.approval(copies, coming)
	if out.Effect, err = s.effectOf(q, who, a.approval); err != nil {
		return out, err
	}
	out.Mine, err = v.mine(q, w)
	return out, err
}

// peopleIn are all who are shown in an approval, each asked for once.
func (s *Service) peopleIn(a access, deeds []deed, copies []copied, coming []engine.StepView) map[id.ID]ref.Person {
	all := []id.ID{a.applicant}
	for _, t := range a.state.Tasks() {
		all = append(all, t.Person, t.For, t.Over)
	}
	for _, d := range deeds {
		all = append(append(all, d.person, d.for_), d.people...)
	}
	for _, c := range copies {
		all = append(all, c.person)
	}
	for _, v := range coming {
		for _, p := range v.People {
			all = append(all, p.Person, p.For, p.Over)
		}
	}
	slices.SortFunc(all, func(x, y id.ID) int { return slices.Compare(x[:], y[:]) })
	out := map[id.ID]ref.Person{}
	for _, p := range s.People.People(slices.Compact(all)) {
		out[p.ID] = p
	}
	return out
}

// viewer makes what one reader sees of one approval.
type viewer struct {
	s      *Service
	who    authz.Principal
	a      access
	e      edition
	deeds  []deed
	dues   map[id.ID]clock.Instant // of the turns that wait
	people map[id.ID]ref.Person
}

func (v *viewer) named(account id.ID) *ref.Named {
	if account.IsZero() {
		return nil
	}
	return &ref.Named{ID: account, Name: v.people[account].Name}
}

func (v *viewer) person(account id.ID) *ref.Person {
	p, known := v.people[account]
	if !known {
		return nil
	}
	return &p
}

func (v *viewer) approval(copies []copied, coming []engine.StepView) Approval {
	a, d, language := v.a, v.e.definition, v.who.Language
	out := Approval{ID: a.id, Serial: a.serial, Version: a.version, Title: titleOf(a.approval, d, language), State: a.status, OpenedAt: a.openedAt, ClosedAt: notYet(a.closedAt),
		Template:  TemplateAt{Key: a.template, Version: a.approval.edition, Name: d.Name.In(language)},
		Applicant: v.people[a.applicant], Department: v.s.departmentOf(a.department), Route: []RouteStep{}, Acts: []ApprovalAct{}, Copies: []ApprovalCopy{}}
	out.Definition = d
	out.Definition.Fields, out.Values = v.e.form.See(a.values, v.s.sight(a, v.e, v.who))
	for _, line := range append(engine.Show(d.Route, a.state), coming...) {
		if line.Kind == route.Approve || line.Kind == route.Copy {
			out.Route = append(out.Route, v.step(line))
		}
	}
	for _, one := range v.deeds {
		out.Acts = append(out.Acts, v.act(one))
	}
	for _, c := range copies {
		out.Copies = append(out.Copies, ApprovalCopy{Person: v.people[c.person], At: c.at, ReadAt: notYet(c.readAt)})
	}
	return out
}

// titleOf is what an approval is called: in the applicant's words, else as its template.
func titleOf(a approval, d form.Definition, language string) string {
	if a.title != "" {
		return a.title
	}
	return d.Name.In(language)
}

func (s *Service) departmentOf(department id.ID) *ref.Named {
	if department.IsZero() {
		return nil
	}
	return &ref.Named{ID: department, Name: s.People.Department(department)}
}

func limitOf(l *route.Limit) *StepLimit {
	if l == nil {
		return nil
	}
	return &StepLimit{Minutes: l.Minutes, Then: string(l.Then), Again: l.Again, Times: l.Most()}
}

// due is when the first of those who have a turn at a step is late.
func (v *viewer) due(line engine.StepView) (first clock.Instant) {
	for _, p := range line.People {
		if at := v.dues[p.ID]; at != 0 && (first == 0 || at < first) {
			first = at
		}
	}
	return first
}

func (v *viewer) step(line engine.StepView) RouteStep {
	out := RouteStep{Step: line.Step, Name: line.Name.In(v.who.Language), Kind: string(line.Kind), How: string(line.How), State: string(line.State), Arm: line.Arm,
		Round: line.Round, Limit: limitOf(line.Limit), DueAt: notYet(v.due(line)), Why: string(line.Why), People: []RoutePerson{}}
	if line.Kind == route.Copy && line.Node >= 0 {
		for _, d := range v.deeds {
			if d.kind == string(engine.CC) && d.step == line.Step {
				for _, one := range d.people {
					out.People = append(out.People, RoutePerson{Person: v.people[one], Kind: string(engine.Decide), State: string(engine.Done), At: notYet(d.at)})
				}
			}
		}
	}
	for _, p := range line.People {
		one := RoutePerson{Person: v.people[p.Person], For: v.named(p.For), Kind: string(p.Kind), State: string(p.State), Outcome: string(p.Outcome), At: notYet(p.ClosedAt),
			Over: v.named(p.Over), Minded: p.Reminded}
		if !p.ID.IsZero() {
			one.TaskID = &p.ID
		}
		for _, d := range v.deeds {
			if d.task == p.ID && !d.task.IsZero() && d.person == p.Person && (d.kind == string(engine.Approve) || d.kind == string(engine.Reject) || one.Text == "") {
				one.Text, one.Level = d.text, d.level
				if !d.stroke.IsZero() {
					one.Stroke = &d.stroke
				}
			}
		}
		out.People = append(out.People, one)
	}
	return out
}

func (v *viewer) act(d deed) ApprovalAct {
	out := ApprovalAct{ID: d.id, N: d.n, At: d.at, Kind: d.kind, Person: v.person(d.person), For: v.named(d.for_), To: []ref.Named{}, Step: d.step, Text: d.text,
		Level: d.level, Signed: d.entry != nil}
	for _, one := range d.people {
		out.To = append(out.To, *v.named(one))
	}
	if !d.task.IsZero() {
		out.TaskID = &d.task
	}
	if !d.stroke.IsZero() {
		out.Stroke = &d.stroke
	}
	return out
}

// mine is what the reader may do now.
func (v *viewer) mine(q db.Q, w engine.World) (ApprovalMine, error) {
	out := ApprovalMine{Tasks: []MyTask{}, May: []string{}}
	confirmed, err := granted(q, v.who)
	if err != nil {
		return out, err
	}
	for _, t := range v.a.state.Open() {
		if t.Person == v.who.Account {
			out.Tasks = append(out.Tasks, v.task(t, w, confirmed))
		}
	}
	may := func(yes bool, kind engine.ActKind) {
		if yes {
			out.May = append(out.May, string(kind))
		}
	}
	own, state := v.a.is(authz.Applicant), v.a.state.Status
	may(own && !state.Ended(), engine.Withdraw)
	may(own && state == engine.Running, engine.Urge)
	may(own && state == engine.Returned, engine.Resubmit)
	if own {
		lasts, ok, err := v.s.lasts(q, v.a.approval)
		if err != nil {
			return out, err
		}
		if may(ok, engine.EndEarly); ok {
			out.Lasts = &lasts
		}
	}
	out.Onward = own && v.a.state.Onward
	if own && state == engine.Returned {
		out.Chosen = v.a.state.Chosen
	}
	may(len(v.a.relations) > 0, engine.Comment)
	may(authz.Can(v.who, authz.ApprovalTell, v.a.relations...), engine.CC)
	return out, nil
}

func (v *viewer) task(t engine.Ticket, w engine.World, confirmed bool) MyTask {
	d := v.e.definition
	step := stepOf(d, t.Step)
	out := MyTask{ID: t.ID, Step: t.Step, Kind: string(t.Kind), For: v.named(t.For), May: []string{string(engine.Approve), string(engine.Reject)}, ReturnTo: []StepName{},
		Level: string(levelAt(d, step)), Rights: rightsAt(d, t.Step)}
	out.Confirmed = confirmed && out.Level == string(route.Password)
	if step == nil {
		return out
	}
	out.Stroke = step.Stroke
	if step.May.Transfer {
		out.May = append(out.May, string(engine.Transfer))
	}
	if step.May.Add {
		out.May = append(out.May, string(engine.AddBefore), string(engine.AddAfter), string(engine.AddBeside))
	}
	if !step.May.Return {
		return out
	}
	out.May = append(out.May, string(engine.ReturnApplicant))
	for _, p := range d.Route.Places() {
		if p.Step.Kind != route.Approve || p.Step.ID == t.Step {
			continue
		}
		act := engine.Act{Kind: engine.ReturnStep, Who: v.who.Account, Task: t.ID, Step: p.Step.ID}
		if _, _, err := v.a.state.Do(d.Route, act, w); err == nil {
			out.ReturnTo = append(out.ReturnTo, StepName{p.Step.ID, p.Step.Name.In(v.who.Language)})
		}
	}
	if len(out.ReturnTo) > 0 {
		out.May = append(out.May, string(engine.ReturnStep))
	}
	return out
}

// previewStep is a step that would be asked.
func (s *Service) previewStep(who authz.Principal, d form.Definition, v engine.StepView) PreviewStep {
	out := PreviewStep{ID: v.Step, Name: v.Name.In(who.Language), Kind: string(v.Kind), Arm: v.Arm, How: string(v.How), People: []ref.Named{}, Why: string(v.Why),
		Stops: v.State == engine.ViewState(engine.NodeStopped), Limit: limitOf(v.Limit)}
	if v.Kind == route.Approve {
		out.Level = string(levelAt(d, stepOf(d, v.Step)))
	}
	if v.Choose != nil {
		out.Choose = &ApprovalLimit{Min: v.Choose.Min, Max: v.Choose.Max}
	}
	for _, p := range v.People {
		out.People = append(out.People, *s.named(p.Person))
	}
	return out
}
