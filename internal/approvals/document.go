package approvals

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/paper"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// Document is an approval for paper, with what the reader may see of it, in their language and by the clock of
// the department where it was opened. Whoever may: ApprovalRead.
//
// Errors: apperr.NotFound.
func (s *Service) Document(ctx context.Context, who authz.Principal, one id.ID) (data []byte, fileName string, err error) {
	company, err := s.People.CompanyName(ctx)
	if err != nil {
		return nil, "", err
	}
	w := printer{language: i18n.Match(who.Language)}
	var out paper.Document
	err = s.DB.Read(ctx, func(q db.Q) error {
		a, err := s.access(q, who, one, authz.ApprovalRead, false)
		if err != nil {
			return err
		}
		e, err := s.edition(q, a.template, a.approval.edition)
		if err != nil {
			return err
		}
		v, err := s.view(q, who, a)
		if err != nil {
			return err
		}
		days, err := s.Days.For(q, a.department)
		if err != nil {
			return err
		}
		chain, err := selectChain(q, one)
		if err != nil {
			return err
		}
		w.zone = days.Zone()
		out = w.document(company, v, chain, q.At())
		out.Form = w.form(e.form.Layout(a.values, s.sight(a, e, who), who.Language, s.names(w.zone)))
		return nil
	})
	if err == nil {
		err = s.illustrate(ctx, &w)
	}
	if err != nil {
		return nil, "", err
	}
	data, err = paper.Print(out)
	return data, out.Title + "-" + strings.TrimPrefix(out.Head, out.Title+" · ") + ".pdf", err
}

// printer puts an approval into words, and notes the pictures that belong to them.
type printer struct {
	language string
	zone     *time.Location
	pictures []picture
}

func (w printer) say(key string, params map[string]any) string {
	return i18n.Text(w.language, "approval-paper", key, params)
}

func (w printer) at(at clock.Instant) string {
	return at.Time().In(w.zone).Format("2006-01-02 15:04:05 -07:00")
}

// known says a word of the API; one without words stays as it is.
func (w printer) known(kind, word string) string {
	if word == "" {
		return ""
	}
	return w.say(kind+"."+word, nil)
}

// effect tells after some words how far an approval has brought about what it is for. One that ended otherwise than by
// everybody's consent never will.
func (w printer) effect(status, before, state string) string {
	if state == effectNone && (status == string(engine.Rejected) || status == string(engine.Withdrawn)) {
		return "—"
	}
	return before + w.known("effect", state)
}

func (w *printer) document(company string, v Approval, chain signature.Chain, now clock.Instant) paper.Document {
	d := paper.Document{Company: company, Title: v.Title, Head: v.Title + " · " + v.Serial, Made: now.Time(), Headings: paper.Headings{
		Form: w.say("form", nil), Route: w.say("route", nil), Acts: w.say("acts", nil), Verify: w.say("verify", nil), Code: w.say("code", nil), Field: w.say("field", nil), Value: w.say("value", nil),
		Step: w.say("step", nil), State: w.say("state", nil), People: w.say("people", nil)}}
	add := func(key, text string) {
		if text != "" {
			d.Facts = append(d.Facts, paper.Line{Label: w.say("fact."+key, nil), Text: text})
		}
	}
	add("company", company)
	add("serial", v.Serial)
	add("template", v.Template.Name+" · "+w.say("version", map[string]any{"number": v.Template.Version}))
	add("applicant", personWords(v.Applicant))
	if v.Department != nil {
		add("department", v.Department.Name)
	}
	add("state", w.known("status", v.State))
	add("opened_at", w.at(v.OpenedAt))
	if v.ClosedAt != nil {
		add("closed_at", w.at(*v.ClosedAt))
	}
	if v.Effect.Name != "" {
		add("effect", w.effect(v.State, v.Effect.Words+" · ", v.Effect.State))
	}
	if v.Effect.State == effectEnded && v.Effect.At != nil {
		add("ended_at", w.at(*v.Effect.At))
	}
	add("made_at", w.at(now))
	for _, step := range v.Route {
		d.Steps = append(d.Steps, w.step(step))
	}
	for _, act := range v.Acts {
		d.Acts = append(d.Acts, w.act(act))
	}
	if chain.N > 0 {
		d.Code = chain.Last.Code()
		d.Verify = []string{w.say("verify.how", map[string]any{"records": chain.N}), "tonggui approval verify " + v.Serial + ".signed.json --key " + w.say("verify.key_file", nil), w.say("verify.code", nil)}
	}
	return d
}

func personWords(p ref.Person) string { return strings.TrimSuffix(p.Name+" · "+p.Number, " · ") }

// form lays the fields out as paper has them.
func (w *printer) form(lines []form.Line) (out []paper.Block) {
	for _, line := range lines {
		for _, c := range line {
			b := paper.Block{Line: paper.Line{Label: c.Label, Text: c.Text}, Columns: c.Columns, Rows: c.Rows}
			if len(c.Files) > 0 {
				names := []string{}
				for _, f := range c.Files {
					names = append(names, strings.TrimSpace(f.Name+"  SHA-256 "+f.SHA256))
				}
				b.Text = strings.Join(names, "\n")
				b.Pictures = w.picturesOf(c.Files)
			}
			out = append(out, b)
		}
	}
	return out
}

func (w printer) step(r RouteStep) paper.Step {
	name := r.Name
	if name == "" {
		name = w.known("kind", r.Kind)
	}
	out := paper.Step{Name: name, State: w.known("step", r.State)}
	for _, p := range r.People {
		words := p.Person.Name
		if p.For != nil {
			words = w.say("for", map[string]any{"name": words, "for": p.For.Name})
		}
		outcome := w.known("outcome", p.Outcome)
		if outcome == "" {
			outcome = w.known("turn", p.State)
		}
		words += "  " + outcome
		if p.Over != nil {
			words += w.say("over", map[string]any{"name": p.Over.Name})
		}
		if p.At != nil {
			words += "  " + w.at(*p.At)
		}
		out.People = append(out.People, words)
	}
	return out
}

func (w *printer) act(a ApprovalAct) paper.Act {
	name := w.say("house", nil)
	if a.Person != nil {
		name = personWords(*a.Person)
	}
	if a.For != nil {
		name = w.say("for", map[string]any{"name": name, "for": a.For.Name})
	}
	words := strconv.FormatInt(a.N, 10) + ". " + w.at(a.At) + "  " + name + "  " + w.known("act", a.Kind)
	to := []string{}
	for _, one := range a.To {
		to = append(to, one.Name)
	}
	if len(to) > 0 {
		words += " → " + strings.Join(to, w.say("and", nil))
	}
	out := paper.Act{Words: words, Text: a.Text}
	if a.Stroke != nil {
		out.Stroke = &paper.Picture{}
		w.pictures = append(w.pictures, picture{*a.Stroke, w.say("stroke", nil), out.Stroke})
	}
	if a.Signed {
		out.Proof = w.say("signed", map[string]any{"level": w.known("level", a.Level)})
	}
	return out
}
