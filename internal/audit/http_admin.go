package audit

import (
	"context"
	"fmt"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"

	"github.com/danielgtaylor/huma/v2"
)

// AuditState is how the log stands: what is signed, and what of it is kept where.
type AuditState struct {
	Origin  string         `json:"origin" doc:"the log's name"`
	Records int64          `json:"records" doc:"how many have their number"`
	Size    int64          `json:"size" doc:"how many the newest checkpoint covers; 0 before the first"`
	Signed  clock.Instant  `json:"signed_at" doc:"when it was signed; 0 before the first"`
	Note    string         `json:"note" doc:"the newest checkpoint; empty before the first"`
	Stopped bool           `json:"stopped" doc:"the log is not signed, because the database is not the one that was signed"`
	Outside []AuditOutside `json:"outside" nullable:"false" doc:"where checkpoints are kept by setting; witnesses fetch theirs and are not known here"`
	Keys    []string       `json:"keys" nullable:"false" doc:"public keys of the log, the newest first"`
}

// AuditOutside is a place where checkpoints are kept outside.
type AuditOutside struct {
	Where string        `json:"where"`
	State string        `json:"state" enum:"current,behind,empty,away,differs" doc:"differs: what is kept there is not of the log in the database"`
	Size  int64         `json:"size"`
	At    clock.Instant `json:"signed_at"`
}

type exportIn struct {
	Messages bool `query:"messages" doc:"with the hashes of all messages, so that each of them is verified too"`
}

// exportOut is written while it is read from the database.
type exportOut struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        func(huma.Context)
}

func (l *Log) adminRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Op{ID: "get_audit_state", Method: "GET", Path: "/admin/audit/state", Tag: "Audit", Action: authz.AuditState,
		Summary: "What of the audit log is signed, and where its checkpoints are kept outside"},
		func(ctx context.Context, _ authz.Principal, _ *struct{}) (*httpapi.Body[AuditState], error) {
			return httpapi.OK(l.State(ctx))
		})
	httpapi.Handle(s, httpapi.Op{ID: "export_audit_log", Method: "GET", Path: "/admin/audit/export", Tag: "Audit", Action: authz.AuditExport, Rate: httpapi.Costly,
		Summary: "The whole log in one file that `tonggui audit verify` reads. Exporting it is recorded"},
		func(ctx context.Context, who authz.Principal, in *exportIn) (*exportOut, error) {
			if err := l.DB.Write(ctx, func(tx *db.Tx) error {
				return Write(tx, who, Entry{Action: authz.AuditExport, Object: "audit", Facts: map[string]any{"messages": in.Messages}})
			}); err != nil {
				return nil, err
			}
			name := fmt.Sprintf("tonggui-audit-%s.jsonl", l.DB.Now().Time().UTC().Format(time.DateOnly))
			return &exportOut{ContentType: "application/jsonl", Disposition: `attachment; filename="` + name + `"`, Body: func(to huma.Context) {
				// A file that ends early says so itself: the verifier misses its last line.
				if _, err := l.Export(ctx, to.BodyWriter(), in.Messages, nil); err != nil {
					l.Log.WarnContext(ctx, "an export of the audit log did not come to its end", "error", err)
				}
			}}, nil
		})
}
