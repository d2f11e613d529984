package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
)

// AuditExport says where the audit log is written to.
type AuditExport struct {
	File     string
	Messages bool                  // with the hashes of all messages
	Progress func(done, total int) // may be nil
}

// AuditVerify names the files that verifying needs.
type AuditVerify struct {
	File        string   // an export
	Key         string   // the log's public keys
	Checkpoints []string // kept outside; may be empty
	WitnessKey  string   // may be empty
}

func exportAudit(c *call) func(context.Context) error {
	o := AuditExport{}
	c.set.BoolVar(&o.Messages, "messages", false, "with the hashes of all messages, so that each of them is verified too")
	return func(ctx context.Context) error {
		if c.app.ExportAudit == nil {
			return errNotBuilt
		}
		o.File = c.args[0]
		if !c.asJSON && terminal(c.Err) {
			o.Progress = c.progress
		}
		n, err := c.app.ExportAudit(ctx, &c.cfg.Config, c.log, o)
		if err != nil {
			return err
		}
		out := struct {
			File    string `json:"file"`
			Records int64  `json:"records"`
		}{o.File, n}
		return c.report(out, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%s holds %d records. Verify it anywhere: tonggui audit verify %s --key KEYFILE\n", o.File, n, o.File)
			return err
		})
	}
}

// RestoredLog is a checkpoint outside that the restored database does not reach.
type RestoredLog struct {
	Where   string `json:"where"`
	Records int64  `json:"records"`
	Signed  int64  `json:"signed_at"`
	Aside   string `json:"aside"` // where it is kept from now on
}

func acceptRestore(c *call) func(context.Context) error {
	return func(ctx context.Context) error {
		if c.app.AcceptRestore == nil {
			return errNotBuilt
		}
		lost, err := c.app.AcceptRestore(ctx, &c.cfg.Config, c.log)
		if err != nil {
			return err
		}
		out := struct {
			Restored []RestoredLog `json:"restored"`
		}{lost}
		return c.report(out, func(w io.Writer) error {
			for _, r := range lost {
				if _, err := fmt.Fprintf(w, "%s had a checkpoint of %d records, signed at %s. The log does not reach it any more, and says so in a record.\nKeep %s: verifying with it tells of the restore.\n",
					r.Where, r.Records, time.UnixMicro(r.Signed).UTC().Format("2006-01-02 15:04:05 UTC"), r.Aside); err != nil {
					return err
				}
			}
			_, err := fmt.Fprintln(w, "A witness goes on refusing. Give it a new --data folder, and keep the old one.")
			return err
		})
	}
}

// names collects a flag that may be given several times.
type names []string

func (n *names) String() string     { return strings.Join(*n, ", ") }
func (n *names) Set(v string) error { *n = append(*n, v); return nil }

func verifyAudit(c *call) func(context.Context) error {
	o := AuditVerify{}
	c.set.StringVar(&o.Key, "key", "", "`file` with the log's public keys, as `tonggui audit key` prints them")
	c.set.Var((*names)(&o.Checkpoints), "checkpoint", "`file` of checkpoints that were kept outside or by a witness; may be repeated")
	c.set.StringVar(&o.WitnessKey, "witness-key", "", "`file` with a witness's public key: the newest of those checkpoints must bear its signature")
	return func(context.Context) error {
		if c.app.VerifyAudit == nil {
			return errNotBuilt
		}
		if o.Key == "" {
			return usageError("audit verify wants --key FILE: without a public key from outside nothing is proven")
		}
		o.File = c.args[0]
		r, err := c.app.VerifyAudit(o)
		if err != nil {
			return err
		}
		return c.verified(r)
	}
}
