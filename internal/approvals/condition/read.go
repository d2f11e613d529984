package condition

import "encoding/json"

// Read takes values out of JSON that was decoded, each as its type wants it: text and date as strings, numbers as decimals in
// strings, instants as milliseconds, lists of texts, rows and groups of such values. What does not fit has no value: whether
// values are right is judged elsewhere.
func (s Schema) Read(values map[string]any) Env {
	env := make(Env, len(values))
	for name, raw := range values {
		if t, known := s[name]; known {
			if v := t.Read(raw); v.Kind != "" {
				env[name] = v
			}
		}
	}
	return env
}

// Read takes one value.
func (t Type) Read(raw any) Value {
	switch raw := raw.(type) {
	case string:
		return t.readText(raw)
	case bool:
		if t.Kind == Bool {
			return OfBool(raw)
		}
	case float64:
		return t.readInstant(int64(raw))
	case int64:
		return t.readInstant(raw)
	case json.Number:
		if n, err := raw.Int64(); err == nil {
			return t.readInstant(n)
		}
	case map[string]any:
		if t.Kind == Group {
			return Value{Kind: Group, Parts: t.Parts.Read(raw)}
		}
	case []any:
		return t.readList(raw)
	}
	if t.Kind == Opaque && raw != nil {
		return Value{Kind: Opaque}
	}
	return Value{}
}

func (t Type) readText(raw string) Value {
	switch t.Kind {
	case Text:
		return OfText(raw)
	case Number:
		if n, ok := ParseDecimal(raw); ok {
			return OfNumber(n)
		}
	case Date:
		if day, ok := ParseDay(raw); ok {
			return OfDay(day)
		}
	}
	return Value{}
}

func (t Type) readInstant(ms int64) Value {
	if t.Kind == Instant {
		return Value{Kind: Instant, At: ms}
	}
	return Value{}
}

func (t Type) readList(raw []any) Value {
	switch t.Kind {
	case List:
		list := make([]string, 0, len(raw))
		for _, one := range raw {
			if s, ok := one.(string); ok {
				list = append(list, s)
			}
		}
		return OfList(list)
	case Rows:
		rows := make([]Env, 0, len(raw))
		for _, one := range raw {
			row, _ := one.(map[string]any)
			rows = append(rows, t.Parts.Read(row))
		}
		return Value{Kind: Rows, Rows: rows}
	case Opaque:
		if len(raw) > 0 {
			return Value{Kind: Opaque}
		}
	}
	return Value{}
}
