package form

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tonggui/internal/approvals/condition"
)

var sha256Hex = regexp.MustCompile(`^[0-9a-f]{64}$`)

// list brings the value of a kind that holds several into its form.
func (f *field) list(raw any, path string, out *faults) any {
	items, ok := anys(raw)
	if !ok {
		out.add(path, codeWrongType)
		return nil
	}
	if len(items) > f.most() {
		out.add(path, codeTooMany, "max", f.most())
		return nil
	}
	before := len(*out)
	list := make([]any, 0, len(items))
	seen := map[string]bool{}
	for i, item := range items {
		one, key := f.item(item, at(path, i), out)
		if key != "" && seen[key] {
			out.add(at(path, i), codeDoubled)
		}
		seen[key] = true
		list = append(list, one)
	}
	if len(*out) > before || len(list) == 0 {
		return nil
	}
	if f.FormField.Kind == Choices { // one order, whichever was ticked first
		place := func(v any) int { return slices.IndexFunc(f.Options, func(o Option) bool { return o.ID == v }) }
		slices.SortFunc(list, func(a, b any) int { return place(a) - place(b) })
	}
	return list
}

// item gives one of a list, and what tells it from the others.
func (f *field) item(raw any, path string, out *faults) (any, string) {
	if f.FormField.Kind == Attachment || f.FormField.Kind == Image {
		return attached(raw, path, out)
	}
	s, ok := raw.(string)
	switch {
	case !ok:
		out.add(path, codeWrongType)
		return nil, ""
	case f.FormField.Kind != Choices:
		s = uuid(s, path, out)
	case !f.has(s):
		out.add(path, codeNotAChoice)
	}
	return s, s
}

func attached(raw any, path string, out *faults) (any, string) {
	m, ok := parts(raw, path, out, "file_id", "name", "size", "sha256")
	if !ok {
		return nil, ""
	}
	name, _ := m["name"].(string)
	name = norm.NFC.String(name)
	if name == "" || utf8.RuneCountInString(name) > maxFileName || strings.ContainsFunc(name, unicode.IsControl) {
		out.add(path+".name", codeWrongForm)
	}
	size, ok := integer(m["size"])
	if !ok || size < 0 || size > maxFileBytes {
		out.add(path+".size", codeWrongForm)
	}
	file := fileID(m, path, out)
	return map[string]any{"file_id": file, "name": name, "size": size, "sha256": hash(m, "sha256", path, out)}, file
}

func fileID(m map[string]any, path string, out *faults) string {
	s, _ := m["file_id"].(string)
	return uuid(s, path+".file_id", out)
}

func hash(m map[string]any, name, path string, out *faults) string {
	s, _ := m[name].(string)
	if !sha256Hex.MatchString(s) {
		out.add(path+"."+name, codeWrongForm)
	}
	return s
}

// object brings the value of a kind that has parts into its form.
func (f *field) object(raw any, path string, out *faults) any {
	if f.FormField.Kind == Signature {
		m, ok := parts(raw, path, out, "file_id", "png_sha256")
		if !ok || len(m) == 0 {
			return nil
		}
		return map[string]any{"file_id": fileID(m, path, out), "png_sha256": hash(m, "png_sha256", path, out)}
	}
	names := []string{"from", "to", "days"}
	if f.HalfDays {
		names = append(names, "from_half", "to_half")
	}
	m, ok := parts(raw, path, out, names...)
	if !ok || m["from"] == nil && m["to"] == nil || m["from"] == "" && m["to"] == "" {
		return nil
	}
	return f.span(m, path, out)
}

// span reckons the days of the calendar from one day to another, both counted.
func (f *field) span(m map[string]any, path string, out *faults) any {
	before := len(*out)
	from, to := day(m, "from", path, out), day(m, "to", path, out)
	days := big.NewRat(int64(to-from+1), 1)
	span := map[string]any{"from": m["from"], "to": m["to"]}
	if f.HalfDays {
		span["from_half"], span["to_half"] = half(m, "from_half", "am", path, out), half(m, "to_half", "pm", path, out)
		if span["from_half"] == "pm" {
			days.Sub(days, big.NewRat(1, 2))
		}
		if span["to_half"] == "am" {
			days.Sub(days, big.NewRat(1, 2))
		}
	}
	if len(*out) > before {
		return nil
	}
	if days.Sign() <= 0 {
		out.add(path+".to", codeOutOfRange)
		return nil
	}
	span["days"] = condition.Shorten(condition.Round(days, 1))
	return span
}

func day(m map[string]any, name, path string, out *faults) int {
	s, _ := m[name].(string)
	day, ok := condition.ParseDay(s)
	switch {
	case s == "":
		out.add(path+"."+name, codeMissing)
	case !ok:
		out.add(path+"."+name, codeWrongForm)
	}
	return day
}

func half(m map[string]any, name, usual, path string, out *faults) string {
	switch v := m[name]; v {
	case nil, "":
		return usual
	case "am", "pm":
		return v.(string)
	}
	out.add(path+"."+name, codeNotAChoice)
	return ""
}

// parts takes an object that has no other parts than these.
func parts(raw any, path string, out *faults, names ...string) (map[string]any, bool) {
	m, ok := raw.(map[string]any)
	if !ok {
		out.add(path, codeWrongType)
		return nil, false
	}
	whole := true
	for _, name := range sortedKeys(m) {
		if !slices.Contains(names, name) {
			out.add(path+"."+name, codeUnknown)
			whole = false
		}
	}
	return m, whole
}

// anys takes a list, however it was made.
func anys(raw any) ([]any, bool) {
	switch list := raw.(type) {
	case []any:
		return list, true
	case []string:
		out := make([]any, len(list))
		for i := range list {
			out[i] = list[i]
		}
		return out, true
	}
	return nil, false
}
