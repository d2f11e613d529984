package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/cli"
	"tonggui/internal/messaging"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// withLog opens the audit log for a command, beside a server that may run.
func withLog(ctx context.Context, c *config.Config, log *slog.Logger, fn func(*audit.Log) error) error {
	return withKeys(ctx, c, log, func(d *db.DB, keys *crypt.Keys, o Options) error {
		keepers, err := auditKeepers(o)
		if err != nil {
			return err
		}
		l, err := audit.OpenLog(ctx, audit.Deps{DB: d, Keys: keys, Node: id.New(o.Clock.Now()), Messages: messaging.New(messaging.Deps{DB: d}), Keepers: keepers, Log: log})
		if err != nil {
			return err
		}
		// What waits is taken in, where no server does it: the file is then complete.
		if err := l.Round(ctx); errors.Is(err, audit.ErrHistory) {
			log.Error("the log in the database is not the one that was signed; it is exported as it is", "error", err)
		} else if err != nil && !apperr.Has(err, apperr.Unavailable) {
			log.Warn("the newest records are not signed yet", "error", err)
		}
		return fn(l)
	})
}

// exportAudit writes the whole log into a file, which appears when it is complete.
func exportAudit(ctx context.Context, c *config.Config, log *slog.Logger, o cli.AuditExport) (records int64, err error) {
	err = withLog(ctx, c, log, func(l *audit.Log) error {
		f, err := os.CreateTemp(filepath.Dir(o.File), filepath.Base(o.File)+".*")
		if err != nil {
			return err
		}
		records, err = l.Export(ctx, f, o.Messages, o.Progress)
		if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
			err = os.Rename(f.Name(), o.File)
		}
		if err != nil {
			_ = os.Remove(f.Name())
		}
		return err
	})
	return records, err
}

func auditKeys(ctx context.Context, c *config.Config, log *slog.Logger) (out []string, err error) {
	err = withLog(ctx, c, log, func(l *audit.Log) error {
		keys, err := l.PublicKeys(ctx)
		for _, k := range keys {
			out = append(out, k.String())
		}
		return err
	})
	return out, err
}

func rotateAuditKey(ctx context.Context, c *config.Config, log *slog.Logger) (out []string, err error) {
	if err := withLog(ctx, c, log, func(l *audit.Log) error { return l.RotateKey(ctx) }); err != nil {
		return nil, err
	}
	return auditKeys(ctx, c, log)
}

// acceptRestore lets the log go on, and signs at once where no server does it.
func acceptRestore(ctx context.Context, c *config.Config, log *slog.Logger) (out []cli.RestoredLog, err error) {
	err = withLog(ctx, c, log, func(l *audit.Log) error {
		lost, err := l.AcceptRestore(ctx)
		for _, r := range lost {
			out = append(out, cli.RestoredLog{Where: r.Where, Records: r.Size, Signed: int64(r.At), Aside: r.Aside})
		}
		if err != nil {
			return err
		}
		return l.Round(ctx)
	})
	return out, err
}

// verifyAudit needs no installation: only files.
func verifyAudit(o cli.AuditVerify) (cli.Report, error) {
	var opts proof.Options
	var err error
	if opts.Keys, err = readKeys(o.Key, "tonggui audit key"); err != nil {
		return cli.Report{}, err
	}
	if o.WitnessKey != "" {
		if opts.Witnesses, err = readKeys(o.WitnessKey, "tonggui witness key"); err != nil {
			return cli.Report{}, err
		}
	}
	for _, name := range o.Checkpoints {
		raw, err := os.ReadFile(name)
		if err != nil {
			return cli.Report{}, err
		}
		notes, err := proof.Split(raw)
		if err != nil && !errors.Is(err, proof.ErrCut) || len(notes) == 0 {
			return cli.Report{}, fmt.Errorf("%s holds no checkpoints that can be read: %w", name, errors.Join(err, proof.ErrCheckpoint))
		}
		opts.Outside = append(opts.Outside, notes...)
	}
	f, err := os.Open(o.File)
	if err != nil {
		return cli.Report{}, err
	}
	defer func() { _ = f.Close() }()
	r, err := proof.Verify(f, opts)
	if err != nil {
		return cli.Report{}, err
	}
	return cli.Report{OK: r.OK, Details: r, Print: func(w io.Writer, language string) error { return printReport(w, language, r) }}, nil
}

// readKeys reads a file of keys as a command prints them.
func readKeys(name, command string) ([]proof.Key, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	keys, err := proof.ParseKeys(raw)
	if err != nil {
		return nil, fmt.Errorf("%s holds no public key as `%s` prints it: %w", name, command, err)
	}
	return keys, nil
}

// printReport puts a report into words.
func printReport(to io.Writer, language string, r proof.Report) error {
	w := bufio.NewWriter(to)
	say := func(key string, params map[string]any) {
		_, _ = fmt.Fprintln(w, i18n.Text(language, "proof", key, params))
	}
	say("log", map[string]any{"origin": r.Origin, "records": r.Records})
	for _, p := range r.Problems {
		_, _ = fmt.Fprintln(w, "  - "+problemWords(language, p))
	}
	if more := r.Total - int64(len(r.Problems)); more > 0 {
		say("more", map[string]any{"n": more})
	}
	if r.Proven > 0 {
		say("proven", map[string]any{"n": r.Proven, "last": r.Proven - 1, "at": shown(int64(r.ProvenAt))})
	}
	if late := r.Records - r.Proven; r.OK && late > 0 {
		say("not_yet", map[string]any{"n": late})
	}
	switch {
	case r.Outside.Given == 0:
		say("no_outside", nil)
	case r.OK:
		say("outside", map[string]any{"n": r.Outside.Hold, "size": r.Outside.Size, "at": shown(int64(r.Outside.At))})
		if len(r.Outside.Witnesses) > 0 {
			say("witnesses", map[string]any{"names": strings.Join(r.Outside.Witnesses, ", ")})
		}
	}
	if r.OK {
		say("ok", nil)
	} else {
		say("bad", map[string]any{"first": problemWords(language, *r.FirstBad)})
	}
	return w.Flush()
}

func problemWords(language string, p proof.Problem) string {
	params := map[string]any{"first": p.First, "last": p.Last}
	for k, v := range p.Params {
		params[k] = v
	}
	for _, k := range []string{"at", "after"} {
		if v, ok := params[k]; ok {
			params[k] = shownAny(v)
		}
	}
	key := "problem." + p.Code
	if !p.Exact && i18n.Has("proof", key+".among") {
		key += ".among"
	}
	return i18n.Text(language, "proof", key, params)
}

func shown(us int64) string { return time.UnixMicro(us).UTC().Format("2006-01-02 15:04:05 UTC") }

func shownAny(v any) string {
	switch n := v.(type) {
	case float64:
		return shown(int64(n))
	case interface{ Time() time.Time }:
		return n.Time().UTC().Format("2006-01-02 15:04:05 UTC")
	}
	return fmt.Sprint(v)
}
