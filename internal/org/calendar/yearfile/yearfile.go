// Package yearfile reads a year's holidays and make-up working days from JSON or iCalendar. It is strict:
// what it does not understand it names with its line, and nothing of such a file is used.
package yearfile

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonggui/internal/platform/workday"
)

const (
	// MaxSize is the largest file in bytes.
	MaxSize = 256 << 10
	// MaxName is the longest name of a day in characters.
	MaxName = 40
	maxRun  = 60 // days of one event
)

// Codes are those of faults.
var Codes = []string{"malformed", "field_unknown", "field_missing", "date_invalid", "year_other", "duplicate", "name_invalid", "kind_unknown",
	"unsupported", "empty", "too_large", "encoding"}

// Fault is a place that cannot be read.
type Fault struct {
	Line  int    // from 1; 0: of the whole file
	Code  string // of Codes
	Value string // what stands there, shortened
}

// reading is a file half read.
type reading struct {
	year   int
	days   []workday.Named
	seen   map[workday.Day]bool
	faults []Fault
}

// Read reads a year's file; either the days, in order, or the faults, are there.
func Read(data []byte, year int) ([]workday.Named, []Fault) {
	r := &reading{year: year, seen: map[workday.Day]bool{}}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	switch {
	case len(data) > MaxSize:
		r.fault(0, "too_large", "")
	case !utf8.Valid(data):
		r.fault(0, "encoding", "")
	case bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")):
		r.json(data)
	case bytes.HasPrefix(bytes.TrimSpace(data), []byte("BEGIN:VCALENDAR")):
		r.ics(string(data))
	default:
		r.fault(1, "malformed", "")
	}
	if len(r.faults) == 0 && len(r.days) == 0 {
		r.fault(0, "empty", "")
	}
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	slices.SortFunc(r.days, func(a, b workday.Named) int { return int(a.Day - b.Day) })
	return r.days, nil
}

func (r *reading) fault(line int, code, value string) {
	const shown, most = 60, 100
	if runes := []rune(value); len(runes) > shown {
		value = string(runes[:shown])
	}
	if len(r.faults) < most {
		r.faults = append(r.faults, Fault{line, code, value})
	}
}

// add takes a day that was read from a line.
func (r *reading) add(line int, d workday.Day, work bool, name string) {
	name = strings.TrimSpace(name)
	switch {
	case d.Year() != r.year:
		r.fault(line, "year_other", d.String())
	case r.seen[d]:
		r.fault(line, "duplicate", d.String())
	case name == "" || utf8.RuneCountInString(name) > MaxName || strings.ContainsFunc(name, unicode.IsControl):
		r.fault(line, "name_invalid", name)
	default:
		r.seen[d] = true
		r.days = append(r.days, workday.Named{Day: d, Work: work, Name: name})
	}
}
