package form

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tonggui/internal/approvals/condition"
	"tonggui/internal/platform/apperr"
)

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// Check judges what somebody filled in, and gives it in its one form: hidden fields are left out, spans and formulas
// reckoned. Faults have paths like values.goods[2].amount; a field with a fault has no value in the answer.
func (f *Form) Check(given Values) (Values, []apperr.Field) {
	var out faults
	values, _ := f.settle(given, "values", &out)
	return values, out
}

// settle gives the values of a record and what conditions see of them.
func (r *record) settle(given map[string]any, path string, out *faults) (Values, condition.Env) {
	for _, name := range sortedKeys(given) {
		if f := r.byID[name]; f == nil || f.FormField.Kind == Explanation {
			out.add(path+"."+name, codeUnknown)
		}
	}
	values, env := Values{}, condition.Env{}
	found := map[*field]faults{}
	for _, f := range r.order {
		if !f.shown(env) {
			continue
		}
		var own faults
		if v := f.settled(given[f.ID], env, path+"."+f.ID, &own); v != nil {
			values[f.ID] = v
			env[f.ID] = r.schema[f.ID].Read(v)
		}
		found[f] = own
	}
	// Required is judged when everything is known, and told in the order of the form.
	for _, f := range r.fields {
		own, shown := found[f]
		if !shown {
			continue
		}
		*out = append(*out, own...)
		if len(own) == 0 {
			f.enough(values[f.ID], env, path+"."+f.ID, out)
		}
	}
	return values, env
}

func (f *field) shown(env condition.Env) bool { return f.visible == nil || f.visible.Eval(env).True() }

func (f *field) needed(env condition.Env) bool {
	return f.Required || f.required != nil && f.required.Eval(env).True()
}

// settled gives the value of a field that is shown, nil where there is none.
func (f *field) settled(raw any, env condition.Env, path string, out *faults) any {
	switch f.FormField.Kind {
	case Explanation:
		return nil
	case Formula:
		return f.computed(env, path, out)
	case Rows:
		return f.rows(raw, path, out)
	}
	return f.value(raw, path, out)
}

func (f *field) computed(env condition.Env, path string, out *faults) any {
	v := f.formula.Eval(env)
	switch {
	case v.Empty():
		return nil
	case v.Kind == condition.Text:
		text := norm.NFC.String(v.Text) // where two texts meet, their characters can join
		if utf8.RuneCountInString(text) > maxFormulaText {
			out.add(path, codeTooLarge)
			return nil
		}
		return text
	case tooLarge(v.Number):
		out.add(path, codeTooLarge)
		return nil
	}
	return f.written(v.Number)
}

// rows settles each row by itself. A row into which nothing was put is left out.
func (f *field) rows(raw any, path string, out *faults) any {
	if raw == nil {
		return nil
	}
	items, ok := anys(raw)
	switch {
	case !ok:
		out.add(path, codeWrongType)
		return nil
	case len(items) > f.most():
		out.add(path, codeTooMany, "max", f.most())
		return nil
	}
	list := make([]any, 0, len(items))
	for i, item := range items {
		row, ok := item.(map[string]any)
		if !ok {
			out.add(at(path, i), codeWrongType)
			continue
		}
		if f.blank(row) {
			continue
		}
		values, _ := f.columns.settle(row, at(path, i), out)
		list = append(list, map[string]any(values))
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// blank tells that nothing was put into a row. What is computed does not count.
func (f *field) blank(row map[string]any) bool {
	for name, v := range row {
		if column := f.columns.byID[name]; column != nil && column.FormField.Kind == Formula {
			continue
		}
		if v != nil && v != "" {
			return false
		}
	}
	return true
}

// enough tells where something is missing.
func (f *field) enough(v any, env condition.Env, path string, out *faults) {
	if v == nil {
		if f.needed(env) {
			out.add(path, codeMissing)
		}
		return
	}
	if list, ok := v.([]any); ok && len(list) < f.MinCount {
		out.add(path, codeTooFew, "min", f.MinCount)
	}
}
