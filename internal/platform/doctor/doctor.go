package doctor

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
)

// BackupMark is a file in the data folder that whatever makes backups touches at its end (`touch`), so
// that their absence can be noticed. Its content says nothing.
const BackupMark = "last-backup"

// State is a check's outcome.
type State string

// The outcomes. Only Fail makes the report as a whole fail.
const (
	OK   State = "ok"
	Warn State = "warn"
	Fail State = "fail"
)

// Finding is what a check found out.
type Finding struct {
	State State
	Text  string // what is the case
	Do    string // what to do about it, "" when nothing
}

// Good, Worry and Bad make findings.
func Good(format string, args ...any) Finding { return Finding{OK, fmt.Sprintf(format, args...), ""} }

// Worry is something that works and deserves attention.
func Worry(do, format string, args ...any) Finding {
	return Finding{Warn, fmt.Sprintf(format, args...), do}
}

// Bad is something that does not work.
func Bad(do, format string, args ...any) Finding {
	return Finding{Fail, fmt.Sprintf(format, args...), do}
}

// Check is one named look.
type Check struct {
	Name string
	Look func(ctx context.Context) Finding
}

// Result is one line of the report.
type Result struct {
	Name  string `json:"name"`
	State State  `json:"state"`
	Text  string `json:"text"`
	Do    string `json:"do,omitempty"`
}

// Report is the outcome of all checks.
type Report struct {
	OK     bool     `json:"ok"`
	Checks []Result `json:"checks"`
}

// patience is how long one check may take, so that a database that does not
// answer becomes a finding and not a silence.
const patience = 15 * time.Second

// Run makes the checks one after the other.
func Run(ctx context.Context, checks []Check) Report {
	report := Report{OK: true, Checks: make([]Result, 0, len(checks))}
	for _, c := range checks {
		f := look(ctx, c)
		if f.State == Fail {
			report.OK = false
		}
		report.Checks = append(report.Checks, Result{c.Name, f.State, f.Text, f.Do})
	}
	return report
}

func look(ctx context.Context, c Check) Finding {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer := make(chan Finding, 1)
	go func() { answer <- c.Look(ctx) }()
	select {
	case f := <-answer:
		return f
	case <-ctx.Done():
		return Bad("see whether what it looks at hangs", "no answer: %v", context.Cause(ctx))
	}
}

// Print writes the report for people.
func (r Report) Print(w io.Writer) error {
	var b strings.Builder
	for _, c := range r.Checks {
		fmt.Fprintf(&b, "%-4s  %-16s  %s\n", c.State, c.Name, c.Text)
		if c.Do != "" {
			fmt.Fprintf(&b, "%26s%s\n", "→ ", c.Do)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
