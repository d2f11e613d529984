package form

import (
	"maps"

	"tonggui/internal/approvals/condition"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
)

// See gives what somebody with these rights sees of values that Check has let through: the fields without hidden ones, and
// their values. A condition that asks for something hidden is settled as it stands now, so that what is hidden cannot be
// read out of it; a formula over it keeps its value and loses its source.
func (f *Form) See(values Values, rights Rights) ([]FormField, Values) {
	env := f.schema.Read(values)
	var fields []FormField
	seen := Values{}
	for _, one := range f.fields {
		if rights.Of(one.ID) == route.Hidden {
			continue
		}
		cut := one.FormField
		if asks(one.visible, rights) {
			if !one.shown(env) {
				continue
			}
			cut.VisibleWhen = ""
		}
		if asks(one.required, rights) {
			cut.Required, cut.RequiredWhen = one.needed(env), ""
		}
		if asks(one.formula, rights) {
			cut.Formula = ""
		}
		fields = append(fields, cut)
		if v, ok := values[one.ID]; ok {
			seen[one.ID] = v
		}
	}
	return fields, seen
}

func asks(e *condition.Expression, rights Rights) bool {
	if e == nil {
		return false
	}
	for _, name := range e.Names() {
		if rights.Of(name) == route.Hidden {
			return true
		}
	}
	return false
}

// Write puts what somebody with these rights has changed into the values as they are, and judges the outcome as a whole. A
// field that is not in given stays; null empties it. Somebody is not held to what they cannot write.
func (f *Form) Write(values, given Values, rights Rights) (Values, []apperr.Field) {
	var out faults
	next := maps.Clone(values)
	if next == nil {
		next = Values{}
	}
	for _, name := range sortedKeys(given) {
		one := f.byID[name]
		switch {
		case one == nil || rights.Of(name) == route.Hidden:
			out.add("values."+name, codeUnknown)
		case one.FormField.Kind == Formula: // computed, whatever was sent
		case rights.Of(name) != route.Write:
			out.add("values."+name, codeReadOnly)
		default:
			next[name] = given[name]
		}
	}
	if len(out) > 0 {
		return values, out
	}
	settled, judged := f.Check(next)
	for _, fault := range judged {
		if fault.Code != codeMissing || rights.Of(fieldOf(fault.Name)) == route.Write {
			out = append(out, fault)
		}
	}
	return settled, out
}

// fieldOf takes the field out of values.goods[2].amount.
func fieldOf(path string) string {
	path = path[len("values."):]
	for i := range len(path) {
		if path[i] == '.' || path[i] == '[' {
			return path[:i]
		}
	}
	return path
}
