package roster

import (
	"strings"
	"unicode/utf8"
)

// headerSearch is how many lines may stand above the header: exports like to
// begin with a title.
const headerSearch = 10

const progressEvery = 2000

// readText reads a table of separated values.
func (s *Sheet) readText(data []byte, progress func(done, total int)) *FileError {
	text, encoding, err := decode(data)
	if err != nil {
		return err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	s.Format, s.Encoding = FormatCSV, encoding
	scanner := &csvScanner{text: text, line: 1}
	scanner.skipSepLine()
	h, err := scanner.findHeader()
	if err != nil {
		return err
	}
	if h.known == 0 && encoding == "gb18030" {
		return fileError(CodeFileEncoding) // text, but hardly Chinese: another encoding
	}
	s.adopt(h)
	for {
		record, ok := scanner.next()
		if !ok {
			break
		}
		if len(s.Records) == MaxRows {
			return fileError(CodeFileTooLarge, "what", "rows", "max", MaxRows)
		}
		s.Records = append(s.Records, makeRecord(h, record.line, record.fields, record.damage))
		if len(s.Records)%progressEvery == 0 {
			progress(scanner.pos, len(text))
		}
	}
	progress(len(text), len(text))
	return nil
}

// skipSepLine: spreadsheets write "sep=;" above the header.
func (s *csvScanner) skipSepLine() {
	line, after := firstLine(s.text, 0)
	if rest, ok := strings.CutPrefix(strings.ToLower(strings.Trim(line, `"`)), "sep="); ok && len(rest) <= 1 {
		s.pos, s.line = after, 2
	}
}

// findHeader tries the separators on the first lines, takes the line that
// names the most columns and leaves the scanner after it.
func (s *csvScanner) findHeader() (*header, *FileError) {
	start, startLine := s.pos, s.line
	var best *header
	var bestSep byte
	var bestPos, bestLine, bestWidth int
	for _, sep := range []byte{',', '\t', ';'} {
		s.sep, s.pos, s.line = sep, start, startLine
		for range headerSearch {
			record, ok := s.next()
			if !ok {
				break
			}
			if record.damage != nil {
				if record.damage.Reason == DamageTooMany {
					return nil, fileError(CodeFileTooLarge, "what", "columns", "max", MaxColumns)
				}
				continue
			}
			h := parseHeader(record.line, record.fields)
			if best == nil || h.known > best.known || best.known == 0 && h.line == best.line && len(h.cells) > len(best.cells) {
				best, bestSep, bestPos, bestLine, bestWidth = h, sep, s.pos, s.line, len(record.fields)
			}
		}
	}
	if best == nil && strings.TrimSpace(s.text) == "" {
		return nil, fileError(CodeFileEmpty, "reason", "no_bytes")
	}
	if best == nil {
		return nil, fileError(CodeFileFormat, "found", "text")
	}
	if bestWidth > MaxColumns {
		return nil, fileError(CodeFileTooLarge, "what", "columns", "max", MaxColumns)
	}
	s.sep, s.pos, s.line, s.width, s.least = bestSep, bestPos, bestLine, bestWidth, len(best.cells)
	return best, nil
}

// makeRecord keeps the known cells of a line and looks for damage inside them.
func makeRecord(h *header, line int, cells []string, damage *Damage) Record {
	r := Record{Line: line, Damage: damage}
	if damage != nil {
		return r
	}
	for c, at := range h.at {
		if at < 0 || at >= len(cells) {
			continue
		}
		cell := cells[at]
		r.Cells[c] = cell
		if r.Damage != nil {
			continue
		}
		switch {
		case len(cell) > MaxCellBytes:
			r.Damage = &Damage{DamageCellTooLong, Column(c), clipBytes(cell, MaxCellBytes), params("reason", DamageCellTooLong, "max", MaxCellBytes)}
		case strings.IndexByte(cell, 0) >= 0:
			r.Damage = &Damage{DamageNUL, Column(c), cell, params("reason", DamageNUL)}
		case strings.ContainsRune(cell, utf8.RuneError):
			r.Damage = &Damage{DamageEncoding, Column(c), cell, params("reason", DamageEncoding)}
		}
	}
	return r
}
