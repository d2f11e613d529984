package app

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/platform/id"
)

const (
	outsideDo = "set audit_checkpoint_file to a file on another machine's disk, or audit_checkpoint_bucket; or let `tonggui witness` watch from another machine"
	restoreDo = "if a backup was restored, run `tonggui audit accept-restore`; if not, export the log and verify it (section 17 of the administrator's guide)"
)

// lookAtLog finds what would let the audit log be rewritten unseen: no checkpoint outside, or none that is new.
func lookAtLog(ctx context.Context, d *db.DB, c *config.Config) doctor.Finding {
	if n, err := d.Pending(ctx, migrationsOf(d)); err != nil || n > 0 {
		return doctor.Good("looked at once the database is up to date")
	}
	if begun, err := audit.KeysNeeded(ctx, d); err != nil || !begun {
		return doctor.Good("the audit log begins with the first start")
	}
	o := optionsOf(c, nil)
	keys, err := o.Storage.Keys.Open(func() (bool, error) { return true, nil })
	if err != nil {
		return doctor.Bad("put the file of keys back from its backup", "the signing key of the audit log cannot be opened: %v", err)
	}
	keepers, err := auditKeepers(o)
	if err != nil {
		return doctor.Bad("check the settings of audit_checkpoint_bucket", "the checkpoints' bucket cannot be used: %v", err)
	}
	l, err := audit.OpenLog(ctx, audit.Deps{DB: d, Keys: keys, Node: id.New(d.Now()), Keepers: keepers})
	if err != nil {
		return doctor.Bad("read the message", "the audit log cannot be opened: %v", err)
	}
	s, err := l.State(ctx)
	if err != nil {
		return doctor.Bad("read the message", "the audit log cannot be read: %v", err)
	}
	return judgeLog(s, c, d)
}

// late is how far behind what is kept outside may be: checkpoints are handed out every few seconds.
const late = 10 * time.Minute

func judgeLog(s audit.AuditState, c *config.Config, d *db.DB) doctor.Finding {
	if len(s.Outside) == 0 {
		return doctor.Worry(outsideDo, "whoever rules this server can rewrite the audit log unseen: by its settings no checkpoint is kept elsewhere")
	}
	for _, o := range s.Outside {
		switch {
		case o.State == "differs":
			return doctor.Bad(restoreDo, "the audit log in the database is not the one that is kept at %s: it is not signed any more", o.Where)
		case o.State == "away":
			return doctor.Bad("see whether it can be reached, and this server's rights on it", "the checkpoints at %s cannot be read", o.Where)
		case o.State == "empty" && s.Size > 0, o.State == "behind" && d.Now().Sub(s.Signed) > late:
			return doctor.Worry("start the server; if it runs, read its log for what keeps it from writing there", "the newest checkpoint of the audit log is not kept at %s", o.Where)
		}
	}
	if c.AuditFile != "" && inFolder(c.AuditFile, c.Data) {
		return doctor.Worry(outsideDo, "%s lies in the data folder: whoever puts the folder back, puts it back too", c.AuditFile)
	}
	return doctor.Good("checkpoints of the audit log are kept outside in %d place(s)", len(s.Outside))
}

func inFolder(file, folder string) bool {
	rest, err := filepath.Rel(folder, file)
	return err == nil && rest != ".." && !strings.HasPrefix(rest, ".."+string(filepath.Separator))
}
