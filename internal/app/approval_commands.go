package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"tonggui/internal/approvals/keyring"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/cli"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
)

// withRing opens the approval keys for a command, beside a server that may run.
func withRing(ctx context.Context, c *config.Config, log *slog.Logger, fn func(*keyring.Ring) error) error {
	return withKeys(ctx, c, log, func(d *db.DB, keys *crypt.Keys, _ Options) error {
		r, err := keyring.Open(ctx, keyring.Deps{DB: d, Keys: keys, Log: log})
		if err != nil {
			return err
		}
		return fn(r)
	})
}

func approvalKeys(ctx context.Context, c *config.Config, log *slog.Logger) (out []string, err error) {
	err = withRing(ctx, c, log, func(r *keyring.Ring) error {
		keys, err := r.PublicKeys(ctx)
		out = written(keys)
		return err
	})
	return out, err
}

func rotateApprovalKey(ctx context.Context, c *config.Config, log *slog.Logger) (out []string, err error) {
	err = withRing(ctx, c, log, func(r *keyring.Ring) error {
		if err := r.Rotate(ctx); err != nil {
			return err
		}
		keys, err := r.PublicKeys(ctx)
		out = written(keys)
		return err
	})
	return out, err
}

// written gives things in the form in which they are written down.
func written[T fmt.Stringer](all []T) []string {
	out := make([]string, 0, len(all))
	for _, v := range all {
		out = append(out, v.String())
	}
	return out
}

// largestApproval is far above what an approval takes: files are in it as hashes.
const largestApproval = 64 << 20

// verifyApproval needs no installation: only files.
func verifyApproval(o cli.ApprovalVerify) (cli.Report, error) {
	keys, err := readKeys(o.Key, "tonggui approval key")
	if err != nil {
		return cli.Report{}, err
	}
	f, err := os.Open(o.File)
	if err != nil {
		return cli.Report{}, err
	}
	defer func() { _ = f.Close() }()
	raw, err := io.ReadAll(io.LimitReader(f, largestApproval+1))
	if err != nil {
		return cli.Report{}, err
	}
	if len(raw) > largestApproval {
		return cli.Report{}, fmt.Errorf("%s is no signed approval: it is larger than any", o.File)
	}
	r := verified{Report: signature.Verify(raw, keys)}
	if r.OK && len(o.Attachments) > 0 {
		given, err := givenFiles(o.Attachments, o.File, o.Key)
		if err != nil {
			return cli.Report{}, err
		}
		c := signature.Compare(r.Attachments, given)
		r.Compared, r.Whole = &c, c.OK
	} else {
		r.Whole = r.OK
	}
	return cli.Report{OK: r.Whole, Details: r, Print: func(w io.Writer, language string) error { return printApproval(w, language, r) }}, nil
}

// verified is what was found of a document, and of the files beside it.
type verified struct {
	signature.Report
	Compared *signature.Comparison `json:"compared,omitempty"` // none were given, or the document is not in order
	Whole    bool                  `json:"whole"`              // document and files are as they were signed
}

// printApproval puts a report into words.
func printApproval(to io.Writer, language string, r verified) error {
	w := bufio.NewWriter(to)
	say := func(key string, params map[string]any) {
		_, _ = fmt.Fprintln(w, i18n.Text(language, "signed", key, params))
	}
	if !r.OK {
		for _, p := range r.Problems {
			say("problem", map[string]any{"words": signedProblem(language, p)})
		}
		say("bad", nil)
		return w.Flush()
	}
	say("document", map[string]any{"company": r.Company, "serial": r.Serial, "title": r.Title, "state": i18n.Text(language, "signed", "state."+r.State, nil)})
	for _, s := range r.Records {
		who := i18n.Text(language, "signed", "nobody", nil)
		if s.Person != nil {
			who = s.Person.Name + " (" + s.Person.Number + ")"
		}
		say("record", map[string]any{"n": s.N, "at": shown(int64(s.At)), "who": who, "act": actWords(language, s.Act), "level": i18n.Text(language, "signed", "level."+s.Level, nil)})
		if s.Text != "" {
			say("text", map[string]any{"text": fmt.Sprintf("%q", s.Text)})
		}
	}
	for _, a := range r.Attachments {
		switch {
		case a.Name == "":
			say("file", map[string]any{"sha256": a.SHA256})
		case a.Last:
			say("file.named", map[string]any{"name": fmt.Sprintf("%q", a.Name), "size": a.Size, "sha256": a.SHA256})
		default:
			say("file.earlier", map[string]any{"name": fmt.Sprintf("%q", a.Name), "size": a.Size, "sha256": a.SHA256})
		}
	}
	say("code", map[string]any{"code": r.Code})
	say("ok", map[string]any{"n": len(r.Records), "key": r.SealedBy, "at": shown(r.SealedAt), "sha256": r.SHA256})
	if r.Compared != nil {
		printCompared(say, *r.Compared)
	}
	return w.Flush()
}

func printCompared(say func(key string, params map[string]any), c signature.Comparison) {
	for _, d := range c.Differences {
		say("compared."+d.Code, map[string]any{"name": fmt.Sprintf("%q", d.Name), "signed": fmt.Sprintf("%q", d.Signed)})
	}
	if c.OK {
		say("compared.ok", map[string]any{"n": len(c.Same)})
	} else {
		say("compared.bad", map[string]any{"n": len(c.Same)})
	}
}

// actWords names an act; one that this program does not know is named as it is written.
func actWords(language, act string) string {
	if key := "act." + act; i18n.Has("signed", key) {
		return i18n.Text(language, "signed", key, nil)
	}
	return act
}

func signedProblem(language string, p signature.Problem) string {
	words := i18n.Text(language, "signed", "problem."+p.Code, map[string]any{"n": p.Record})
	if p.What != "" {
		words += " [" + p.What + "]"
	}
	return words
}
