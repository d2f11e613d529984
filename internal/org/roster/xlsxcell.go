package roster

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// days1904 is the distance between the two calendars of spreadsheets.
const days1904 = 1462

// cell reads one cell up to its end.
func (b *workbook) cell(decoder *xml.Decoder, kind string) (cell, error) {
	var value string
	formula, inValue := false, false
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return cell{}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				inValue = true
			case "f":
				formula = true
			case "is":
				if value, err = richText(decoder, "is"); err != nil {
					return cell{}, err
				}
			}
		case xml.CharData:
			if inValue {
				value += string(t)
				if len(value) > MaxCellBytes+utf8Max {
					value = value[:MaxCellBytes+utf8Max] // too long anyway: no need to hold all of it
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v":
				inValue = false
			case "c":
				return b.typed(kind, value, formula), nil
			}
		}
	}
}

const utf8Max = 4

// typed gives a cell's text by its type.
func (b *workbook) typed(kind, value string, formula bool) cell {
	if value == "" && formula {
		return cell{damage: DamageNoValue}
	}
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if value == "" {
			return cell{}
		}
		if err != nil || i < 0 || i >= len(b.shared) {
			return cell{text: value, damage: DamageCellError}
		}
		return cell{text: unescape(b.shared[i])}
	case "e":
		return cell{text: value, damage: DamageCellError}
	case "", "n":
		return cell{text: number(value), number: value != ""}
	}
	return cell{text: unescape(value)} // str, inlineStr, b, d
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape undoes _x000D_, by which workbooks write control characters: they
// must be seen by the checks for what they are.
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escaped.ReplaceAllStringFunc(text, func(code string) string {
		n, _ := strconv.ParseUint(code[2:6], 16, 32)
		return string(rune(n))
	})
}

// record keeps the known cells of a row.
func (b *workbook) record(h *header, line int, cells []cell) Record {
	texts := make([]string, len(cells))
	var damage *Damage
	for i, c := range cells {
		texts[i] = c.text
		if i >= len(h.column) || h.column[i] == noColumn {
			continue
		}
		if c.damage != "" && damage == nil {
			damage = &Damage{Reason: c.damage, Column: h.column[i], Raw: c.text, Params: params("reason", c.damage)}
		}
		if c.number && b.date1904 && h.column[i] == ColumnJoined {
			if days, err := strconv.Atoi(c.text); err == nil && days < 100_000 {
				texts[i] = strconv.Itoa(days + days1904)
			}
		}
	}
	r := makeRecord(h, line, texts, nil)
	if damage != nil {
		r.Damage = damage
	}
	return r
}
