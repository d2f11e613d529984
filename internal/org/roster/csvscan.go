package roster

import (
	"strings"
)

// maxQuotedLines bounds how many lines one quoted cell may span, so that a
// quote that is never closed is found out early.
const maxQuotedLines = 50

// csvScanner cuts text into records. Other than encoding/csv it never lets one
// broken line swallow what follows: a record that cannot be right is given
// back as its first line alone, and scanning goes on at the next line.
type csvScanner struct {
	text   string
	sep    byte
	width  int // cells of the header line, 0 while it is not known
	least  int // the same without nameless cells at its end
	pos    int
	line   int // of the next record
	fields []string
	// firstBroken and lastBroken are the first and last cell of the record
	// that hold a line break.
	firstBroken, lastBroken int
}

type csvRecord struct {
	line   int
	fields []string // valid until the next call
	damage *Damage
}

// next gives the next record that is not blank; false at the end.
func (s *csvScanner) next() (csvRecord, bool) {
	for s.pos < len(s.text) {
		line, start := s.line, s.pos
		end, lines, reason := s.scan(start)
		if reason == "" {
			reason = s.misfit(start, end, lines)
		}
		if reason != "" {
			raw, after := firstLine(s.text, start)
			s.pos, s.line = after, line+1
			return csvRecord{line: line, damage: &Damage{Reason: reason, Column: noColumn, Raw: clipBytes(raw, MaxCellBytes), Params: s.damageParams(reason)}}, true
		}
		s.pos, s.line = end, line+lines
		if !blank(s.fields) {
			return csvRecord{line: line, fields: s.fields}, true
		}
	}
	return csvRecord{}, false
}

// misfit judges a record by its number of cells: a wrong number means that
// cells would land in the wrong columns.
func (s *csvScanner) misfit(start, end, lines int) string {
	if s.width == 0 || blank(s.fields) {
		return ""
	}
	got := len(s.fields)
	for got > s.width && plain(s.fields[got-1]) == "" {
		got--
	}
	if lines > 1 {
		if got < s.least || got > s.width || s.swallowed(s.text[start:end]) {
			return DamageOpenQuote
		}
		return ""
	}
	switch {
	case got < s.least:
		return DamageTooFew
	case got > s.width:
		return DamageTooMany
	}
	return ""
}

// swallowed tells whether a record over several lines is more likely two
// records around a broken quote: one of its lines alone has as many cells as
// the header, although the cells that hold the line breaks are not where they
// would explain that.
func (s *csvScanner) swallowed(record string) bool {
	at, last := 0, strings.Count(strings.TrimSuffix(record, "\n"), "\n")
	for line := range strings.Lines(record) {
		explained := at == 0 && s.firstBroken == s.width-1 || at == last && s.lastBroken == 0
		if strings.Count(line, string(s.sep))+1 == s.width && s.width > 1 && !explained {
			return true
		}
		at++
	}
	return false
}

func (s *csvScanner) damageParams(reason string) map[string]any {
	switch reason {
	case DamageTooFew, DamageTooMany:
		return params("reason", reason, "want", s.width, "got", len(s.fields))
	case DamageCellTooLong:
		return params("reason", reason, "max", MaxCellBytes)
	}
	return params("reason", reason)
}

// scan reads one record at pos into fields and says where the next one begins.
func (s *csvScanner) scan(pos int) (end, lines int, reason string) {
	s.fields, lines = s.fields[:0], 1
	for {
		field, after, more, bad := s.field(pos)
		if bad != "" {
			return 0, 0, bad
		}
		if more > 0 {
			if lines == 1 {
				s.firstBroken = len(s.fields)
			}
			s.lastBroken = len(s.fields)
		}
		lines += more
		s.fields = append(s.fields, field)
		if after >= len(s.text) {
			return after, lines, ""
		}
		if s.text[after] == s.sep {
			if pos = after + 1; pos == len(s.text) {
				s.fields = append(s.fields, "")
				return pos, lines, ""
			}
			if len(s.fields) > MaxColumns {
				return 0, 0, DamageTooMany
			}
			continue
		}
		if s.text[after] == '\r' {
			after++
		}
		return after + 1, lines, ""
	}
}

// field reads one cell; after is at the separator, the line's end or the
// text's end.
func (s *csvScanner) field(pos int) (value string, after, lines int, reason string) {
	from := pos
	for from < len(s.text) && s.text[from] == ' ' {
		from++
	}
	if from < len(s.text) && s.text[from] == '"' {
		return s.quoted(from + 1)
	}
	end := pos
	for end < len(s.text) && s.text[end] != s.sep && s.text[end] != '\n' {
		end++
	}
	after = end
	if end < len(s.text) && s.text[end] == '\n' && end > pos && s.text[end-1] == '\r' {
		end--
		after = end
	}
	value = s.text[pos:end]
	if len(value) > MaxCellBytes {
		return "", 0, 0, DamageCellTooLong
	}
	// ="0012" is how some exports keep leading zeros; any other quote inside a
	// bare cell means that the quoting of the line is broken.
	if strings.Contains(value, `"`) && !keptText(value) {
		return "", 0, 0, DamageStrayQuote
	}
	return value, after, 0, ""
}

func keptText(value string) bool {
	return strings.HasPrefix(value, `="`) && len(value) >= 3 && strings.IndexByte(value[2:], '"') == len(value)-3
}

func (s *csvScanner) quoted(pos int) (value string, after, lines int, reason string) {
	start, doubled := pos, false
	for {
		i := -1
		if limit := min(len(s.text), start+MaxCellBytes+1); pos < limit {
			i = strings.IndexByte(s.text[pos:limit], '"')
		}
		if i < 0 {
			if len(s.text)-start > MaxCellBytes && strings.IndexByte(s.text[start:start+MaxCellBytes], '\n') < 0 {
				return "", 0, 0, DamageCellTooLong
			}
			return "", 0, 0, DamageOpenQuote
		}
		pos += i + 1
		if pos < len(s.text) && s.text[pos] == '"' {
			doubled = true
			pos++
			continue
		}
		break
	}
	value = s.text[start : pos-1]
	if lines = strings.Count(value, "\n"); lines > maxQuotedLines {
		return "", 0, 0, DamageOpenQuote
	}
	for pos < len(s.text) && s.text[pos] == ' ' {
		pos++
	}
	rest := s.text[pos:min(len(s.text), pos+2)]
	if rest != "" && rest[0] != s.sep && rest[0] != '\n' && rest != "\r\n" {
		if lines > 0 {
			return "", 0, 0, DamageOpenQuote
		}
		return "", 0, 0, DamageStrayQuote
	}
	if doubled {
		value = strings.ReplaceAll(value, `""`, `"`)
	}
	return value, pos, lines, ""
}

func firstLine(text string, pos int) (line string, after int) {
	if i := strings.IndexByte(text[pos:], '\n'); i >= 0 {
		return strings.TrimSuffix(text[pos:pos+i], "\r"), pos + i + 1
	}
	return text[pos:], len(text)
}

func clipBytes(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "")
}

func blank(cells []string) bool {
	for _, cell := range cells {
		if cell != "" && plain(cell) != "" {
			return false
		}
	}
	return true
}
