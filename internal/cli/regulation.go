package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"tonggui/internal/platform/i18n"
)

// RegulationOptions says which text to import and how far to go.
type RegulationOptions struct {
	File     string
	Rehearse bool
}

// RegulationReport is what a regulation was read as, and which draft it became.
type RegulationReport struct {
	Title    string            `json:"title"`
	Preamble string            `json:"preamble"`
	Chapters int               `json:"chapters"`
	Sections int               `json:"sections"`
	Articles int               `json:"articles"`
	Clauses  int               `json:"clauses"`
	Doubtful int               `json:"doubtful"`
	Items    []RegulationPart  `json:"items"`
	Doubts   []RegulationDoubt `json:"doubts"`
	// RegulationID and Version name the draft; empty after a rehearsal.
	RegulationID string `json:"regulation_id,omitempty"`
	Version      int64  `json:"version,omitempty"`
}

// RegulationPart is a chapter, section, article or clause.
type RegulationPart struct {
	Kind     string           `json:"kind"`
	Number   string           `json:"number"`
	Title    string           `json:"title"`
	Text     string           `json:"text"`
	Line     int              `json:"line"`
	Children []RegulationPart `json:"children"`
}

// RegulationDoubt is a place that a person should look at.
type RegulationDoubt struct {
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Code     string `json:"code"`
	Text     string `json:"text"`
	Proposal string `json:"proposal"`
}

func importRegulation(c *call) func(context.Context) error {
	o := RegulationOptions{}
	c.set.BoolVar(&o.Rehearse, "rehearse", false, "only say what is found; stores nothing")
	return func(ctx context.Context) error {
		if c.app.ImportRegulation == nil {
			return errNotBuilt
		}
		o.File = c.args[0]
		r, err := c.app.ImportRegulation(ctx, &c.cfg.Config, c.log, o)
		if err != nil {
			return err
		}
		return c.report(r, func(w io.Writer) error { return r.print(w, c.language()) })
	}
}

func (r RegulationReport) print(w io.Writer, language string) error {
	var b strings.Builder
	for _, d := range r.Doubts {
		fmt.Fprintf(&b, "line %d, column %d: %s (%s) %q", d.Line, d.Column, i18n.Text(language, "regulations", "doubt."+d.Code, nil), d.Code, d.Text)
		if d.Proposal != "" {
			fmt.Fprintf(&b, " -> %q", d.Proposal)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%s\n%d chapters, %d sections, %d articles, %d clauses; doubtful: %d\n", r.Title, r.Chapters, r.Sections, r.Articles, r.Clauses, r.Doubtful)
	if r.RegulationID == "" {
		b.WriteString("Nothing was stored.\n")
	} else {
		fmt.Fprintf(&b, "Stored as the draft of version %d. What is doubtful must be looked at before it can be published.\n", r.Version)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
