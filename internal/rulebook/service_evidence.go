package rulebook

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// Evidence is what a rule has made of a case.
type Evidence struct {
	ID         id.ID           `json:"id"`
	At         clock.Instant   `json:"at" doc:"of the first one, where refusals of a minute are one row"`
	Rule       RuleName        `json:"rule"`
	Version    int64           `json:"version" doc:"of the value by which it was decided; 0 is the default"`
	Outcome    Outcome         `json:"outcome" enum:"record,watch,warn,block"`
	Actor      *ref.Named      `json:"actor" doc:"null for the system itself"`
	Department *ref.Named      `json:"department" doc:"in which the actor was then; null for none"`
	Object     string          `json:"object" doc:"kind of what was acted upon"`
	ObjectID   *id.ID          `json:"object_id" nullable:"true"`
	Facts      json.RawMessage `json:"facts" doc:"ids and numbers on which it was decided; never what people wrote"`
	Repeats    int64           `json:"repeats" doc:"how often; above 1 where refusals of a minute are one row"`
}

// EvidenceFilter chooses evidence; what is zero does not count. Department means itself, without those
// below it. From and To are included.
type EvidenceFilter struct {
	Rule       string
	Department id.ID
	Outcome    Outcome
	From, To   clock.Instant
}

// Evidence lists evidence, the newest first. That it is read, and what for, is recorded before
// anything is shown. Whoever may: EvidenceRead.
//
// Errors: apperr.Forbidden.
func (s *Service) Evidence(ctx context.Context, who authz.Principal, f EvidenceFilter, page httpapi.Page) (out httpapi.List[Evidence], err error) {
	out.Items = []Evidence{}
	if !authz.Can(who, authz.EvidenceRead) {
		return out, apperr.Forbidden.New()
	}
	at, last, err := evidenceCursor(page.Cursor)
	if err != nil {
		return out, err
	}
	if err := s.DB.Write(ctx, func(tx *db.Tx) error {
		return audit.Write(tx, who, audit.Entry{Action: authz.EvidenceRead, Object: "evidence", ObjectID: f.Department, Facts: f.facts()})
	}); err != nil {
		return out, err
	}
	n := s.names()
	query, args := f.query(at, last, page.Limit+1)
	out.Items, err = db.All(s.DB.Ask(ctx), func(r db.Row) (Evidence, error) { return n.evidence(r, who.Language) }, query, args...)
	if err == nil && len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		end := out.Items[page.Limit-1]
		next := strconv.FormatInt(int64(end.At), 10) + "." + end.ID.String()
		out.NextCursor = &next
	}
	return out, err
}

func (f EvidenceFilter) facts() map[string]any {
	return map[string]any{"rule": f.Rule, "outcome": f.Outcome, "from_at": f.From, "to_at": f.To}
}

func evidenceCursor(text string) (clock.Instant, id.ID, error) {
	if text == "" {
		return 0, id.Zero, nil
	}
	instant, one, _ := strings.Cut(text, ".")
	at, err := strconv.ParseInt(instant, 10, 64)
	last, wrong := id.Parse(one)
	if err != nil || wrong != nil || at < 1 {
		return 0, last, httpapi.BadCursor()
	}
	return clock.Instant(at), last, nil
}

// query asks for what the filter chooses and no more, so that each choice is one range of an index.
func (f EvidenceFilter) query(at clock.Instant, last id.ID, limit int) (string, []any) {
	var where []string
	var args []any
	and := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	and("at >= ?", f.From)
	if f.Rule != "" {
		and("rule_id = ?", f.Rule)
	}
	if !f.Department.IsZero() {
		and("department = ?", f.Department)
	}
	if f.Outcome != "" {
		and("outcome = ?", string(f.Outcome))
	}
	if f.To > 0 {
		and("at <= ?", f.To)
	}
	if at > 0 {
		and("(at, id) < (?, ?)", at, last)
	}
	return `SELECT at, id, rule_id, version, outcome, actor, department, object, object_id, facts, repeats FROM evidence
		WHERE ` + strings.Join(where, " AND ") + ` ORDER BY at DESC, id DESC LIMIT ?`, append(args, limit)
}

func (n *names) evidence(r db.Row, language string) (e Evidence, err error) {
	var actor, department, object id.ID
	var facts []byte
	if err = r.Scan(&e.At, &e.ID, &e.Rule.ID, &e.Version, &e.Outcome, &actor, &department, &e.Object, &object, &facts, &e.Repeats); err != nil {
		return e, err
	}
	e.Rule = RuleName{e.Rule.ID, n.s.Book.title(e.Rule.ID, language), declared[e.Rule.ID].Unit}
	e.Actor, e.ObjectID, e.Facts = n.person(actor), some(object), facts
	if !department.IsZero() {
		e.Department = &ref.Named{ID: department, Name: n.s.People.Department(department)}
	}
	return e, nil
}
