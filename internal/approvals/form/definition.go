package form

import (
	"regexp"
	"slices"

	"tonggui/internal/approvals/condition"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

const maxAbout = 500

var (
	serialPrefix = regexp.MustCompile(`^[A-Z0-9]{1,8}$`)
	effectName   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

// CheckDefinition tells everything that is wrong with a definition, by path: fields[2].formula,
// route.steps[0].who. Whether there is its effect, others know.
func CheckDefinition(d Definition, c route.Company) []apperr.Field {
	var out faults
	checkWords(d.Name, "name", MaxLabel, true, &out)
	checkLines(d.About, "about", maxAbout, false, &out)
	if !serialPrefix.MatchString(d.Serial.Prefix) {
		out.add("serial.prefix", codeWrongForm)
	}
	if !slices.Contains([]string{"", "yyyy", "yyyyMM"}, d.Serial.Date) {
		out.add("serial.date", codeNotAChoice)
	}
	if d.Serial.Digits < 3 || d.Serial.Digits > 8 {
		out.add("serial.digits", codeOutOfRange, "min", 3, "max", 8)
	}
	if !slices.Contains(Categories, d.Category) {
		out.add("category", codeNotAChoice)
	}
	if d.Effect != "" && !effectName.MatchString(d.Effect) {
		out.add("effect", codeWrongForm)
	}
	if d.Level != string(route.Password) && d.Level != string(route.Passkey) {
		out.add("level", codeNotAChoice)
	}
	d.WhoMayApply.check(c, &out)

	r := compile(d.Fields, "fields", false, &out)
	for _, fault := range route.Check(d.Route, &Form{*r}, c) {
		fault.Name = "route." + fault.Name
		out = append(out, fault)
	}
	return out
}

func (a Applicants) check(c route.Company, out *faults) {
	const path = "who_may_apply"
	if !a.All && len(a.Departments)+len(a.Roles) == 0 {
		out.add(path, codeMissing)
	}
	if len(a.Departments) > usualPeople {
		out.add(path+".departments", codeTooMany, "max", usualPeople)
	}
	for i, d := range a.Departments {
		if one, err := id.Parse(d); err != nil {
			out.add(at(path+".departments", i), codeWrongForm)
		} else if c.Department != nil && !c.Department(one) {
			out.add(at(path+".departments", i), codeUnknown)
		}
	}
	for i, r := range a.Roles {
		if !slices.Contains(c.Roles, r) {
			out.add(at(path+".roles", i), codeNotAChoice)
		}
	}
}

// FieldKind gives the kind of a field, "" where there is none.
func (f *Form) FieldKind(field string) string {
	if one := f.byID[field]; one != nil {
		return string(one.FormField.Kind)
	}
	return ""
}

// Condition tells what is wrong with a condition over the form: a code and its parameters, "" where nothing is.
func (f *Form) Condition(source string) (code string, params map[string]any) {
	_, fault := condition.Compile(source, f.schema, condition.Bool)
	if fault == nil {
		return "", nil
	}
	var out faults
	out.condition("", fault)
	return out[0].Code, out[0].Params
}

// Facts answers the route about values that Check has let through.
func (f *Form) Facts(values Values) route.Facts { return facts{f, values, f.schema.Read(values)} }

type facts struct {
	form   *Form
	values Values
	env    condition.Env
}

// Holds tells whether a condition holds.
func (f facts) Holds(source string) (bool, error) {
	e, fault := condition.Compile(source, f.form.schema, condition.Bool)
	if fault != nil {
		return false, fault
	}
	return e.Eval(f.env).True(), nil
}

// Departments are those that a field names.
func (f facts) Departments(field string) []id.ID { return f.named(field, Department, Departments) }

// Persons are those that a field names.
func (f facts) Persons(field string) []id.ID { return f.named(field, Person, People) }

func (f facts) named(field string, kinds ...Kind) (out []id.ID) {
	one := f.form.byID[field]
	if one == nil || !slices.Contains(kinds, one.FormField.Kind) {
		return nil
	}
	list, ok := anys(f.values[field])
	if !ok {
		list = []any{f.values[field]}
	}
	for _, v := range list {
		s, _ := v.(string)
		if person, err := id.Parse(s); err == nil {
			out = append(out, person)
		}
	}
	return out
}
