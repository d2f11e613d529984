package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"tonggui/internal/platform/i18n"
)

func importRoster(c *call) func(context.Context) error {
	o := ImportOptions{}
	c.set.BoolVar(&o.Rehearse, "rehearse", false, "only say what would happen")
	c.set.BoolVar(&o.AllOrNothing, "all-or-nothing", false, "apply nothing if any row is faulty (ends with 1)")
	c.set.BoolVar(&o.AcceptLeavers, "accept-leavers", false, "apply even if unusually many people would leave")
	return func(ctx context.Context) error {
		if c.app.ImportRoster == nil {
			return errNotBuilt
		}
		o.File = c.args[0]
		if !c.asJSON && terminal(c.Err) {
			o.Progress = c.progress
		}
		r, err := c.app.ImportRoster(ctx, &c.cfg.Config, c.log, o)
		if err != nil {
			return err
		}
		if r.Faults == nil {
			r.Faults = []ImportFault{} // a list in JSON, even if empty
		}
		if r.Warnings == nil {
			r.Warnings = []ImportWarning{}
		}
		if err := c.report(r, func(w io.Writer) error { return r.print(w, c.language()) }); err != nil {
			return err
		}
		switch {
		case o.Rehearse || r.Applied:
			return nil
		case len(r.Warnings) > 0 && !o.AcceptLeavers:
			return r.notAccepted()
		}
		return errFailed // the report has said why
	}
}

// notAccepted says what the next step is: a partial file would shut people out who are still here.
func (r ImportReport) notAccepted() error {
	for _, w := range r.Warnings {
		if leave, of := w.Params["leave"], w.Params["of"]; leave != nil && of != nil {
			return fmt.Errorf("not applied: %v of %v people would leave; if the file is the whole roster, run it again with --accept-leavers", leave, of)
		}
	}
	return errors.New("not applied: look at the warnings; to apply all the same, run it again with --accept-leavers")
}

func (r ImportReport) print(w io.Writer, language string) error {
	var b strings.Builder
	for _, f := range r.Faults {
		fmt.Fprintf(&b, "line %d", f.Line)
		if f.Column != "" {
			fmt.Fprintf(&b, ", %s", f.Column)
		}
		if f.Value != "" {
			fmt.Fprintf(&b, " %q", f.Value)
		}
		fmt.Fprintf(&b, ": %s (%s)\n", f.words(language), f.Code)
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(&b, "warning: %s (%s)\n", i18n.Text(language, "problem", w.Code, w.Params), w.Code)
	}
	fmt.Fprintf(&b, "%d rows: create %d, change %d, leave %d, same %d, faults %d\n", r.Rows, r.Create, r.Change, r.Leave, r.Same, len(r.Faults))
	if r.Applied {
		b.WriteString("Applied. Initial passwords are handed out on the import page.\n")
	} else {
		b.WriteString("Nothing was changed.\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// words says what is wrong. A fault that knows its reason says that alone, as on the import page: not
// all that a name must not be, but what this one is.
func (f ImportFault) words(language string) string {
	if key := fmt.Sprint("fault.", f.Params["reason"]); i18n.Has("admin", key) {
		return i18n.Text(language, "admin", key, f.Params)
	}
	return i18n.Text(language, "problem", f.Code, f.Params)
}

// language is the one that the terminal speaks; faults of a file are for the
// person who made the file.
func (c *call) language() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		for _, line := range c.Env {
			if v, ok := strings.CutPrefix(line, name+"="); ok && v != "" {
				if strings.HasPrefix(v, "zh") {
					return i18n.Chinese
				}
				return i18n.English
			}
		}
	}
	return i18n.English
}

// progress draws one line over itself.
func (c *call) progress(done, total int) {
	if total <= 0 {
		return
	}
	const width = 30
	filled := min(width, done*width/total)
	_, _ = fmt.Fprintf(c.Err, "\r[%s%s] %d/%d", strings.Repeat("#", filled), strings.Repeat(".", width-filled), done, total)
	if done >= total {
		_, _ = fmt.Fprintln(c.Err)
	}
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
