// Package report writes what was measured as one table and as one file.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Entry is one figure.
type Entry struct {
	Workload string   `json:"workload"`
	Engine   string   `json:"engine"`
	Value    float64  `json:"value"`
	Unit     string   `json:"unit"`
	Target   *float64 `json:"target"` // nil where there is none
	Met      *bool    `json:"met"`    // nil where there is no target
	Note     string   `json:"note,omitempty"`

	least bool // whether the target is a lower bound
}

// Figure returns an entry without a target.
func Figure(workload, engine string, value float64, unit string) Entry {
	return Entry{Workload: workload, Engine: engine, Value: value, Unit: unit}
}

// AtLeast gives an entry a lower bound.
func (e Entry) AtLeast(target float64) Entry {
	met := e.Value >= target
	e.Target, e.Met, e.least = &target, &met, true
	return e
}

// AtMost gives an entry an upper bound.
func (e Entry) AtMost(target float64) Entry {
	met := e.Value <= target
	e.Target, e.Met, e.least = &target, &met, false
	return e
}

// Noted adds a remark; an empty one adds nothing.
func (e Entry) Noted(format string, args ...any) Entry {
	if note := fmt.Sprintf(format, args...); e.Note == "" {
		e.Note = note
	} else if note != "" {
		e.Note += "; " + note
	}
	return e
}

// JSON writes the entries as a list.
func JSON(w io.Writer, entries []Entry) error {
	if entries == nil {
		entries = []Entry{}
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(entries)
}

// Number writes a figure with three significant digits, thousands apart.
func Number(v float64) string {
	digits := 0
	switch a := max(v, -v); {
	case a >= 100:
	case a >= 10:
		digits = 1
	case a >= 1:
		digits = 2
	default:
		digits = 3
	}
	text := strconv.FormatFloat(v, 'f', digits, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

func (e Entry) target() string {
	switch {
	case e.Target == nil:
		return ""
	case e.least:
		return "≥ " + Number(*e.Target)
	default:
		return "≤ " + Number(*e.Target)
	}
}

func (e Entry) verdict() string {
	switch {
	case e.Met == nil:
		return ""
	case *e.Met:
		return "met"
	default:
		return "missed"
	}
}

// Table writes the entries below each other: one line for each, its note below it.
func Table(w io.Writer, entries []Entry) error {
	rows := [][]string{{"workload", "engine", "value", "unit", "target", ""}}
	for _, e := range entries {
		rows = append(rows, []string{e.Workload, e.Engine, Number(e.Value), e.Unit, e.target(), e.verdict()})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for i, row := range rows {
		var line strings.Builder
		for c, cell := range row {
			gap := strings.Repeat(" ", widths[c]-utf8.RuneCountInString(cell))
			if c == 2 || c == 4 { // numbers stand to the right
				cell, gap = gap+cell, ""
			}
			line.WriteString(cell + gap + "  ")
		}
		text := strings.TrimRight(line.String(), " ") + "\n"
		if i > 0 && entries[i-1].Note != "" {
			text += "    " + entries[i-1].Note + "\n"
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}
