package yearfile

import (
	"strings"
	"time"

	"tonggui/internal/platform/workday"
)

// property is an unfolded line of an iCalendar file.
type property struct {
	line                int
	name, params, value string
}

// event is one VEVENT as far as it matters here.
type event struct {
	line           int
	start, end     workday.Day
	summary        string
	started, ended bool
	broken         bool
}

// ics reads an iCalendar file of whole days. Whether a day is off or worked is said at the end of its name,
// as the calendars in use do it: 春节(休), 春节(班), 国庆节 假期, 国庆节 补班.
func (r *reading) ics(data string) {
	var within []string
	var e *event
	for _, p := range unfold(data) {
		inner := len(within) > 0 && within[len(within)-1] != "VEVENT"
		switch {
		case p.name == "":
			r.fault(p.line, "malformed", p.value)
		case p.name == "BEGIN":
			if within = append(within, p.value); p.value == "VEVENT" && len(within) == 2 {
				e = &event{line: p.line}
			}
		case p.name == "END":
			if len(within) == 0 || within[len(within)-1] != p.value {
				r.fault(p.line, "malformed", p.value)
				return
			}
			if within = within[:len(within)-1]; p.value == "VEVENT" && e != nil {
				r.event(e)
				e = nil
			}
		case len(within) == 0:
			r.fault(p.line, "malformed", p.name)
			return
		case e != nil && !inner:
			r.property(e, p)
		}
	}
	if len(within) > 0 {
		r.fault(0, "malformed", "END:"+within[len(within)-1])
	}
}

// unfold joins lines that go on in the next one, and takes them apart.
func unfold(data string) (out []property) {
	n := 0
	for line := range strings.Lines(data) {
		n++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case line == "":
		case (line[0] == ' ' || line[0] == '\t') && len(out) > 0:
			out[len(out)-1].value += line[1:]
		default:
			out = append(out, property{line: n, value: line})
		}
	}
	for i, p := range out {
		head, value, ok := strings.Cut(p.value, ":")
		if !ok {
			continue // without a name it is a fault
		}
		name, params, _ := strings.Cut(head, ";")
		out[i] = property{p.line, strings.ToUpper(name), strings.ToUpper(params), value}
	}
	return out
}

func (r *reading) property(e *event, p property) {
	bad := func(code string) {
		r.fault(p.line, code, p.value)
		e.broken = true
	}
	switch p.name {
	case "DTSTART", "DTEND":
		t, err := time.Parse("20060102", p.value)
		started := p.name == "DTSTART"
		switch {
		case err != nil || p.params != "" && p.params != "VALUE=DATE":
			bad("date_invalid")
		case started && e.started || !started && e.ended:
			bad("duplicate")
		case started:
			e.start, e.started = workday.Date(t.Date()), true
		default:
			e.end, e.ended = workday.Date(t.Date()), true
		}
	case "SUMMARY":
		if e.summary != "" {
			bad("duplicate")
		}
		e.summary = strings.NewReplacer(`\,`, ",", `\;`, ";", `\n`, " ", `\\`, `\`).Replace(p.value)
	case "RRULE", "RDATE", "EXDATE", "DURATION", "RECURRENCE-ID":
		bad("unsupported")
	}
}

// ends of names, the longer before those that they end with.
var ends = []struct {
	mark string
	work bool
}{{"(休)", false}, {"（休）", false}, {"(班)", true}, {"（班）", true}, {"放假", false}, {"假期", false}, {"休假", false}, {"补班", true}, {"上班", true}}

func (r *reading) event(e *event) {
	if e.broken {
		return
	}
	if !e.started {
		r.fault(e.line, "field_missing", "DTSTART")
		return
	}
	if !e.ended {
		e.end = e.start + 1
	}
	if e.end <= e.start || e.end > e.start+maxRun {
		r.fault(e.line, "date_invalid", e.end.String())
		return
	}
	for _, one := range ends {
		if name, ok := strings.CutSuffix(strings.TrimSpace(e.summary), one.mark); ok {
			for d := e.start; d < e.end; d++ {
				r.add(e.line, d, one.work, name)
			}
			return
		}
	}
	r.fault(e.line, "kind_unknown", e.summary)
}
