package audit

import (
	"context"
	"errors"
	"strconv"

	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// AuditCheckpoint is a signed checkpoint as witnesses and whoever keeps some fetch it.
type AuditCheckpoint struct {
	Size int64  `json:"size" doc:"how many records it covers"`
	Note string `json:"note" doc:"the signed text, in the form of C2SP's tlog-checkpoint"`
}

// ConsistencyProof is a list of hashes, base64.
type ConsistencyProof struct {
	From   int64    `json:"from"`
	To     int64    `json:"to"`
	Hashes []string `json:"hashes" nullable:"false" doc:"RFC 6962 consistency proof"`
}

// AuditProof lets anybody who has the log's public key verify that a record stands in the log.
type AuditProof struct {
	Number     int64    `json:"number" doc:"of the record in the log, from 0"`
	Record     string   `json:"record" doc:"its canonical line; the leaf is SHA-256 over a zero byte and this"`
	Hashes     []string `json:"hashes" nullable:"false" doc:"RFC 6962 inclusion proof"`
	Checkpoint string   `json:"checkpoint" doc:"the signed checkpoint to which the proof leads"`
}

// AuditHandover proves that a key of the log named the next one.
type AuditHandover struct {
	Number     int64    `json:"number" doc:"of the record that names the key"`
	Record     string   `json:"record" doc:"its canonical line"`
	Hashes     []string `json:"hashes" nullable:"false" doc:"RFC 6962 inclusion proof"`
	Checkpoint string   `json:"checkpoint" doc:"the first checkpoint over it, which the key before it has signed"`
}

type spanIn struct {
	From int64 `query:"from" minimum:"1" required:"true"`
	To   int64 `query:"to" minimum:"1" required:"true"`
}

type checkpointsIn struct {
	After int64 `query:"after" minimum:"0" doc:"those that cover more records than this"`
	Limit int   `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type recordsIn struct {
	httpapi.Page
	Actor   string        `query:"actor_id" doc:"who did it"`
	Object  string        `query:"object" maxLength:"60" doc:"kind of object"`
	ID      string        `query:"object_id"`
	Subject string        `query:"subject_id" doc:"whose data it was about, where that is not the object"`
	About   string        `query:"about_id" doc:"a person: what was done to the account, or with the person's data elsewhere"`
	Action  string        `query:"action" maxLength:"60"`
	From    clock.Instant `query:"from_at" minimum:"0"`
	To      clock.Instant `query:"to_at" minimum:"0" doc:"0 is now"`
}

type recordIn struct {
	ID id.ID `path:"id"`
}

// Routes adds the room's operations to the server.
func (l *Log) Routes(s *httpapi.Server) {
	l.adminRoutes(s)
	httpapi.Handle(s, httpapi.Op{ID: "get_audit_checkpoint", Method: "GET", Path: "/audit/checkpoint", Tag: "Audit", Open: true,
		Summary: "The newest signed checkpoint of the audit log; open, so that witnesses need no account", Errors: []*apperr.Def{ErrUnsigned}},
		func(ctx context.Context, _ authz.Principal, _ *struct{}) (*httpapi.Body[AuditCheckpoint], error) {
			note, c, err := l.Checkpoint(ctx)
			return httpapi.OK(AuditCheckpoint{c.Size, string(note)}, unsigned(err))
		})
	httpapi.Handle(s, httpapi.Op{ID: "list_audit_checkpoints", Method: "GET", Path: "/audit/checkpoints", Tag: "Audit", Open: true,
		Summary: "Signed checkpoints of the audit log, the oldest first; open as the newest one is"},
		func(ctx context.Context, _ authz.Principal, in *checkpointsIn) (*httpapi.Body[httpapi.List[AuditCheckpoint]], error) {
			some, err := selectCheckpoints(l.DB.Ask(ctx), in.After, in.Limit)
			out := httpapi.List[AuditCheckpoint]{Items: []AuditCheckpoint{}}
			for _, k := range some {
				out.Items = append(out.Items, AuditCheckpoint{k.Size, string(k.Note)})
			}
			return httpapi.OK(out, err)
		})
	httpapi.Handle(s, httpapi.Op{ID: "get_audit_consistency", Method: "GET", Path: "/audit/consistency", Tag: "Audit", Open: true,
		Summary: "Proof that the log only grew between two sizes; open as the checkpoints are", Errors: []*apperr.Def{ErrNoProof}},
		func(ctx context.Context, _ authz.Principal, in *spanIn) (*httpapi.Body[ConsistencyProof], error) {
			p, err := l.consistency(ctx, in.From, in.To)
			return httpapi.OK(p, err)
		})
	httpapi.Handle(s, httpapi.Op{ID: "list_audit_keys", Method: "GET", Path: "/audit/keys", Tag: "Audit", Open: true,
		Summary: "The public keys of the audit log, the newest first; public by nature"},
		func(ctx context.Context, _ authz.Principal, _ *struct{}) (*httpapi.Body[httpapi.List[string]], error) {
			keys, err := l.PublicKeys(ctx)
			return httpapi.OK(httpapi.List[string]{Items: written(keys)}, err)
		})
	httpapi.Handle(s, httpapi.Op{ID: "list_audit_handovers", Method: "GET", Path: "/audit/handovers", Tag: "Audit", Open: true,
		Summary: "For each key but the first, the proof that the key before it named it, the oldest first; open, so that witnesses learn of new keys"},
		func(ctx context.Context, _ authz.Principal, _ *struct{}) (*httpapi.Body[httpapi.List[AuditHandover]], error) {
			all, err := l.Handovers(ctx)
			out := httpapi.List[AuditHandover]{Items: []AuditHandover{}}
			for _, h := range all {
				out.Items = append(out.Items, AuditHandover{h.Number, h.Record, texts(h.Hashes), h.Checkpoint})
			}
			return httpapi.OK(out, err)
		})
	httpapi.Handle(s, httpapi.Op{ID: "list_audit_records", Method: "GET", Path: "/admin/audit", Tag: "Audit", Action: authz.AuditRead,
		Summary: "What was done, by whom, to what; the newest first. Reading it is recorded"},
		func(ctx context.Context, who authz.Principal, in *recordsIn) (*httpapi.Body[httpapi.List[AuditRecord]], error) {
			f, err := in.filter()
			if err != nil {
				return nil, err
			}
			out, err := l.Read(ctx, who, f)
			return httpapi.OK(out, err)
		})
	httpapi.Handle(s, httpapi.Op{ID: "list_own_audit", Method: "GET", Path: "/audit/mine", Tag: "Audit", Action: authz.AuditOwn,
		Summary: "Who looked at the caller's data or changed it, the newest first"},
		func(ctx context.Context, who authz.Principal, in *httpapi.Page) (*httpapi.Body[httpapi.List[AuditLook]], error) {
			before, err := cursor(in.Cursor)
			if err != nil {
				return nil, err
			}
			out, err := l.Looks(ctx, who, before, in.Limit)
			return httpapi.OK(out, err)
		})
	httpapi.Handle(s, httpapi.Op{ID: "get_audit_proof", Method: "GET", Path: "/audit/records/{id}/proof", Tag: "Audit", Action: authz.AuditProve,
		Summary: "Proof that a record stands in the log: for who did it, whom it concerns, and who may read the log", Errors: []*apperr.Def{ErrUnsigned}},
		func(ctx context.Context, who authz.Principal, in *recordIn) (*httpapi.Body[AuditProof], error) {
			p, err := l.Prove(ctx, who, in.ID)
			return httpapi.OK(p, err)
		})
}

// Errors.
var (
	// ErrUnsigned says that no checkpoint covers what was asked for yet; it will within seconds.
	ErrUnsigned = apperr.Define(409, "audit.unsigned")
	// ErrNoProof says that the log has no such sizes.
	ErrNoProof = apperr.Define(422, "audit.no_proof")
)

func unsigned(err error) error {
	if errors.Is(err, db.ErrNone) {
		return ErrUnsigned.New()
	}
	return err
}

func written(keys []proof.Key) []string {
	out := []string{}
	for _, k := range keys {
		out = append(out, k.String())
	}
	return out
}

// cursor reads the position of the last row that was given out; 0 stands for the beginning.
func cursor(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 {
		return 0, httpapi.BadCursor()
	}
	return n, nil
}

func (in *recordsIn) filter() (f Filter, err error) {
	f = Filter{Object: in.Object, Action: authz.Action(in.Action), From: in.From, To: in.To, Limit: in.Limit}
	for field, v := range map[string]struct {
		text string
		to   *id.ID
	}{"query.actor_id": {in.Actor, &f.Actor}, "query.object_id": {in.ID, &f.ObjectID}, "query.subject_id": {in.Subject, &f.Subject}, "query.about_id": {in.About, &f.About}} {
		if v.text == "" {
			continue
		}
		if *v.to, err = id.Parse(v.text); err != nil {
			return f, apperr.Invalid.At(field, "wrong_form")
		}
	}
	f.Before, err = cursor(in.Cursor)
	return f, err
}
