package form

import (
	"strings"

	"tonggui/internal/approvals/condition"
	"tonggui/internal/platform/apperr"
)

// Form is the fields of a definition, ready to be asked. It never changes.
type Form struct {
	record
}

// record is a list of fields that stand beside each other: those of a form, or the columns of a row.
type record struct {
	fields []*field
	byID   map[string]*field
	order  []*field // those that others depend on first
	schema condition.Schema
}

type field struct {
	FormField
	visible, required, formula *condition.Expression // nil: none
	columns                    *record               // rows
}

// New makes a form of fields, or tells all that is wrong with them, with paths like fields[2].formula.
func New(fields []FormField) (*Form, []apperr.Field) {
	var out faults
	r := compile(fields, "fields", false, &out)
	if len(out) > 0 {
		return nil, out
	}
	return &Form{*r}, nil
}

// Schema gives the names that conditions of the form's route can use, with their types.
func (f *Form) Schema() condition.Schema { return f.schema }

// Fields are the fields as they were defined.
func (f *Form) Fields() []FormField {
	out := make([]FormField, len(f.fields))
	for i, one := range f.fields {
		out[i] = one.FormField
	}
	return out
}

func compile(fields []FormField, path string, rows bool, out *faults) *record {
	r := &record{byID: map[string]*field{}, schema: condition.Schema{}}
	most := MaxFields
	if rows {
		most = MaxColumns
	}
	switch {
	case len(fields) == 0:
		out.add(path, codeMissing)
	case len(fields) > most:
		out.add(path, codeTooMany, "max", most)
		return r // what is this large is not looked at further
	}
	for i := range fields {
		r.take(fields[i], at(path, i), rows, out)
	}
	r.formulas(path, out)
	for i, f := range r.fields {
		f.visible = r.condition(f.VisibleWhen, at(path, i)+".visible_when", out)
		f.required = r.condition(f.RequiredWhen, at(path, i)+".required_when", out)
	}
	r.sort(path, out)
	return r
}

// take adds a field and, unless its type follows from its formula, its name.
func (r *record) take(from FormField, path string, rows bool, out *faults) {
	f := &field{FormField: from}
	r.fields = append(r.fields, f)
	f.check(path, rows, out)
	if f.FormField.Kind == Rows && !rows {
		f.columns = compile(f.Columns, path+".columns", true, out)
	}
	if r.byID[f.ID] != nil {
		out.add(path+".id", codeDoubled)
		return
	}
	r.byID[f.ID] = f
	if t := f.conditionType(); t.Kind != "" {
		r.schema[f.ID] = t
	}
}

func (f *field) conditionType() condition.Type {
	switch f.FormField.Kind {
	case Text, LongText, Phone, Person, Department:
		return condition.Type{Kind: condition.Text}
	case Number, Amount:
		return condition.Type{Kind: condition.Number}
	case Date:
		return condition.Type{Kind: condition.Date}
	case DateTime:
		return condition.Type{Kind: condition.Instant}
	case Span:
		return condition.SpanType
	case YesNo:
		return condition.Type{Kind: condition.Bool}
	case Choice, Choices:
		t := condition.Type{Kind: condition.Text, Options: []string{}}
		if f.FormField.Kind == Choices {
			t.Kind = condition.List
		}
		for _, o := range f.Options {
			t.Options = append(t.Options, o.ID)
		}
		return t
	case People, Departments, Related:
		return condition.Type{Kind: condition.List}
	case Attachment, Image, Signature:
		return condition.Type{Kind: condition.Opaque}
	case Rows:
		if f.columns != nil {
			return condition.Type{Kind: condition.Rows, Parts: f.columns.schema}
		}
	}
	return condition.Type{}
}

// formulas compiles the formulas, those first that others read: only then is it known of what type they are.
func (r *record) formulas(path string, out *faults) {
	waiting := map[string]int{}
	for i, f := range r.fields {
		if f.FormField.Kind == Formula && f.Formula != "" && r.byID[f.ID] == f {
			waiting[f.ID] = i
		}
	}
	for moved := true; moved; {
		moved = false
		for i, f := range r.fields {
			if place, ok := waiting[f.ID]; !ok || place != i {
				continue
			}
			e, fault := condition.Compile(f.Formula, r.schema, condition.Number, condition.Text)
			if fault != nil && fault.Code == condition.UnknownName {
				if _, later := waiting[fault.Word]; later {
					continue
				}
			}
			delete(waiting, f.ID)
			moved = true
			if fault != nil {
				r.fault(at(path, i)+".formula", fault, out)
				continue
			}
			f.formula = e
			r.schema[f.ID] = condition.Type{Kind: e.Kind()}
		}
	}
	for i, f := range r.fields {
		if place, ok := waiting[f.ID]; ok && place == i {
			out.add(at(path, i)+".formula", codeCircle)
		}
	}
}

func (r *record) condition(source, path string, out *faults) *condition.Expression {
	if source == "" {
		return nil
	}
	e, fault := condition.Compile(source, r.schema, condition.Bool)
	if fault == nil {
		return e
	}
	r.fault(path, fault, out)
	return nil
}

// fault tells a fault, unless it only follows from another one: a formula with a fault has no type and is not known.
func (r *record) fault(path string, fault *condition.Fault, out *faults) {
	name, part, _ := strings.Cut(fault.Word, ".")
	f := r.byID[name]
	switch {
	case f == nil, f.FormField.Kind == Explanation:
	case fault.Code == condition.UnknownName:
		return
	case fault.Code == condition.UnknownPart && f.columns != nil && f.columns.byID[part] != nil:
		return
	}
	out.condition(path, fault)
}

// reads are the fields of which it depends whether a field is there and what it is.
func (f *field) reads() (names []string) {
	for _, e := range []*condition.Expression{f.visible, f.formula} {
		if e != nil {
			names = append(names, e.Names()...)
		}
	}
	return names
}

// sort puts the fields into the order in which they can be settled, and finds circles.
func (r *record) sort(path string, out *faults) {
	const walking, done = 1, 2
	state := map[*field]int{}
	var visit func(f *field) bool
	visit = func(f *field) bool {
		switch state[f] {
		case walking:
			return false
		case done:
			return true
		}
		state[f] = walking
		whole := true
		for _, name := range f.reads() {
			if on := r.byID[name]; on != nil && !visit(on) {
				whole = false
			}
		}
		state[f] = done
		r.order = append(r.order, f)
		return whole
	}
	for i, f := range r.fields {
		if !visit(f) {
			attribute := ".visible_when"
			if f.visible == nil {
				attribute = ".formula"
			}
			out.add(at(path, i)+attribute, codeCircle)
		}
	}
}
