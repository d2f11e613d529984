package app

import (
	"context"
	"errors"

	"tonggui/internal/audit"
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/db"
	"tonggui/internal/rulebook/coverage"
)

// openLog makes the audit log: its numbers, its keys, and where its checkpoints are kept outside.
func (h *House) openLog(ctx context.Context, o Options) (*audit.Log, error) {
	keepers, err := auditKeepers(o)
	if err != nil {
		return nil, err
	}
	return audit.OpenLog(ctx, audit.Deps{DB: h.DB, Keys: h.Keys, Node: h.Node.ID, Messages: h.Messaging, People: h.Org, Keepers: keepers, Log: h.Log})
}

// checkpoint is the newest of the audit log for documents, nil where nothing is signed yet.
func (h *House) checkpoint(ctx context.Context) (*coverage.Checkpoint, error) {
	text, c, err := h.Audit.Checkpoint(ctx)
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	return &coverage.Checkpoint{Size: c.Size, Note: string(text), At: c.At}, err
}

func auditKeepers(o Options) (out []audit.Keeper, err error) {
	if o.AuditFile != "" {
		out = append(out, audit.FileKeeper{Path: o.AuditFile})
	}
	if o.AuditBucket != nil {
		store, err := blob.NewS3(*o.AuditBucket)
		if err != nil {
			return nil, err
		}
		out = append(out, audit.StoreKeeper{Store: store, Where: o.AuditBucket.Endpoint + "/" + o.AuditBucket.Bucket})
	}
	return out, nil
}

func (h *House) auditFigures() {
	h.Metrics.Gauge("tonggui_audit_records", "Records of the audit log that have their number, where this node gives them.", func() float64 { return float64(h.Audit.Size()) })
	h.Metrics.Gauge("tonggui_audit_stopped", "1 while the audit log is not signed, because the database is not the one that was signed.", func() float64 {
		if h.Audit.Stopped() {
			return 1
		}
		return 0
	})
}
