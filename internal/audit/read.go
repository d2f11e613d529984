package audit

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"

	"golang.org/x/mod/sumdb/tlog"
)

// AuditRecord is a row as whoever may read the log sees it.
type AuditRecord struct {
	ID        id.ID           `json:"id"`
	At        clock.Instant   `json:"at"`
	Actor     *ref.Person     `json:"actor" doc:"null for the system itself, and where nobody could be recognised"`
	ActorID   *id.ID          `json:"actor_id" nullable:"true"`
	Session   *id.ID          `json:"session_id" nullable:"true"`
	Action    string          `json:"action"`
	Object    string          `json:"object" doc:"kind of object"`
	ObjectID  *id.ID          `json:"object_id" nullable:"true"`
	Person    *ref.Person     `json:"object_person" doc:"where the object is a person"`
	Subject   *ref.Person     `json:"subject" doc:"whose data it was about, where that is not the object"`
	Facts     json.RawMessage `json:"facts" doc:"ids, counts and codes; never what people wrote"`
	IP        string          `json:"ip"`
	RequestID string          `json:"request_id"`
	Number    *int64          `json:"number" nullable:"true" doc:"in the signed log; null until it has one, which takes seconds"`
}

// AuditLook is what somebody else did with a person's data, as that person sees it.
type AuditLook struct {
	ID     id.ID           `json:"id"`
	At     clock.Instant   `json:"at"`
	Actor  *ref.Person     `json:"actor" doc:"null for the system itself"`
	Action string          `json:"action"`
	Kind   string          `json:"kind" enum:"read,write" doc:"whether it was looked at or changed"`
	Object string          `json:"object"`
	Facts  json.RawMessage `json:"facts"`
	Number *int64          `json:"number" nullable:"true" doc:"in the signed log; null until it has one"`
}

// Filter chooses rows; what is zero does not count.
type Filter struct {
	Actor, ObjectID, Subject id.ID
	About                    id.ID // a person: the object or the subject
	Object                   string
	Action                   authz.Action
	From, To                 clock.Instant
	Before                   int64 // position of the last row of the page before
	Limit                    int
}

// Read lists rows, the newest first. That it is read, and what for, is recorded before anything is shown.
//
// Errors: apperr.Forbidden.
func (l *Log) Read(ctx context.Context, who authz.Principal, f Filter) (out httpapi.List[AuditRecord], err error) {
	if !authz.Can(who, authz.AuditRead) {
		return out, apperr.Forbidden.New()
	}
	if err := l.DB.Write(ctx, func(tx *db.Tx) error { return Write(tx, who, f.entry()) }); err != nil {
		return out, err
	}
	rows, err := selectRows(l.DB.Ask(ctx), f)
	if err != nil {
		return out, err
	}
	people := l.people(rows)
	out.Items = []AuditRecord{}
	for _, r := range rows {
		v := AuditRecord{ID: r.ID, At: r.At, Actor: people[r.Actor], ActorID: r.Actor.orNil(), Session: r.Session.orNil(), Action: r.Action, Object: r.Object,
			ObjectID: r.ObjectID.orNil(), Subject: people[r.Subject], Facts: r.facts(), IP: r.IP, RequestID: r.RequestID, Number: r.Number}
		if r.Object == "account" {
			v.Person = people[r.ObjectID]
		}
		out.Items = append(out.Items, v)
	}
	out.NextCursor = next(rows, f.Limit)
	return out, nil
}

// entry says whose record was looked at.
func (f Filter) entry() Entry {
	facts := map[string]any{}
	for name, v := range map[string]id.ID{"actor_id": f.Actor, "object_id": f.ObjectID, "subject_id": f.Subject, "about_id": f.About} {
		if !v.IsZero() {
			facts[name] = v
		}
	}
	for name, v := range map[string]string{"object": f.Object, "action": string(f.Action)} {
		if v != "" {
			facts[name] = v
		}
	}
	for name, v := range map[string]clock.Instant{"from_at": f.From, "to_at": f.To} {
		if v != 0 {
			facts[name] = v
		}
	}
	e := Entry{Action: authz.AuditRead, Object: "audit", Facts: facts, Subject: f.Subject}
	for _, other := range []id.ID{f.About, f.Actor} {
		if e.Subject.IsZero() {
			e.Subject = other
		}
	}
	if e.Subject.IsZero() && f.Object == "account" {
		e.Subject = f.ObjectID
	}
	return e
}

// Looks lists what others did with the caller's data, the newest first.
func (l *Log) Looks(ctx context.Context, who authz.Principal, before int64, limit int) (out httpapi.List[AuditLook], err error) {
	rows, err := selectLooks(l.DB.Ask(ctx), who.Account, before, limit)
	if err != nil {
		return out, err
	}
	people := l.people(rows)
	out.Items = []AuditLook{}
	for _, r := range rows {
		v := AuditLook{ID: r.ID, At: r.At, Actor: people[r.Actor], Action: r.Action, Kind: "write", Object: r.Object, Facts: r.facts(), Number: r.Number}
		if p, _ := authz.Lookup(authz.Action(r.Action)); p.Audit == "read" {
			v.Kind = "read"
		}
		out.Items = append(out.Items, v)
	}
	out.NextCursor = next(rows, limit)
	return out, nil
}

func next(rows []row, limit int) *string {
	if limit <= 0 || len(rows) < limit {
		return nil
	}
	text := strconv.FormatInt(rows[len(rows)-1].Pos, 10)
	return &text
}

// people looks up everybody whom rows name.
func (l *Log) people(rows []row) map[maybe]*ref.Person {
	ids := []id.ID{}
	for _, r := range rows {
		ids = append(ids, id.ID(r.Actor), id.ID(r.Subject), id.ID(r.ObjectID))
	}
	out := map[maybe]*ref.Person{}
	if l.People == nil {
		return out
	}
	for _, p := range l.People.People(ids) {
		out[maybe(p.ID)] = &p
	}
	return out
}

// Prove gives the proof that a record stands in the log. That somebody looks whom it does not concern is
// recorded first.
//
// Errors: apperr.NotFound, also for those whom it does not concern; ErrUnsigned.
func (l *Log) Prove(ctx context.Context, who authz.Principal, record id.ID) (out AuditProof, err error) {
	r, err := selectRow(l.DB.Ask(ctx), record)
	if errors.Is(err, db.ErrNone) {
		return out, apperr.NotFound.New()
	}
	if err != nil {
		return out, err
	}
	me := maybe(who.Account)
	if own := r.Actor == me || r.Subject == me || r.Object == "account" && r.ObjectID == me; !own {
		if !authz.Can(who, authz.AuditRead) {
			return out, apperr.NotFound.New()
		}
		if err := l.DB.Write(ctx, func(tx *db.Tx) error {
			return Write(tx, who, Entry{Action: authz.AuditRead, Object: "audit", ObjectID: record, Subject: id.ID(r.Actor)})
		}); err != nil {
			return out, err
		}
	}
	return l.Proof(ctx, record)
}

// Proof is Prove for rooms that have asked who may see it.
//
// Errors: apperr.NotFound, ErrUnsigned.
func (l *Log) Proof(ctx context.Context, record id.ID) (out AuditProof, err error) {
	err = l.DB.Read(ctx, func(q db.Q) error {
		newest, err := selectNewest(q)
		if err != nil {
			return unsigned(err)
		}
		r, err := selectRow(q, record)
		if errors.Is(err, db.ErrNone) {
			return apperr.NotFound.New()
		}
		if err != nil {
			return err
		}
		if r.Number == nil || *r.Number >= newest.Size {
			return ErrUnsigned.New()
		}
		found, err := selectRecords(q, *r.Number, *r.Number+1)
		if err != nil {
			return err
		}
		hashes, err := tlog.ProveRecord(newest.Size, *r.Number, merkle.Hashes(tiles(q)))
		if err != nil {
			return err
		}
		out = AuditProof{Number: *r.Number, Record: string(found[*r.Number].line), Hashes: texts(hashes), Checkpoint: string(newest.Note)}
		return nil
	})
	return out, err
}

func texts(hashes []tlog.Hash) []string {
	out := []string{}
	for _, h := range hashes {
		out = append(out, h.String())
	}
	return out
}

// consistency proves that the log only grew.
func (l *Log) consistency(ctx context.Context, from, to int64) (out ConsistencyProof, err error) {
	size, err := db.Value[int64](l.DB.Ask(ctx), `SELECT size FROM audit_log WHERE one = 1`)
	if err != nil {
		return out, err
	}
	if from > to || to > size {
		return out, ErrNoProof.New()
	}
	p, err := l.Consistency(ctx, from, to)
	return ConsistencyProof{from, to, texts(p)}, err
}
