package form

import (
	"math/big"
	"regexp"
	"slices"
	"unicode/utf8"

	"tonggui/internal/approvals/condition"
	"tonggui/internal/approvals/words"
)

var (
	fieldID    = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)
	optionID   = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,31}$`)
	currencyID = regexp.MustCompile(`^[A-Z]{3}$`)
	templateID = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
)

// check tells what is wrong with a field by itself.
func (f *field) check(path string, rows bool, out *faults) {
	switch {
	case f.ID == "":
		out.add(path+".id", codeMissing)
	case !fieldID.MatchString(f.ID):
		out.add(path+".id", codeWrongForm)
	case slices.Contains(condition.Words, f.ID):
		out.add(path+".id", codeReserved)
	}
	use, known := kindUses[f.FormField.Kind]
	switch {
	case !known:
		out.add(path+".kind", codeNotAChoice)
		return
	case rows && !inRows[f.FormField.Kind]:
		out.add(path+".kind", codeNotInRows)
		return
	}
	f.checkWords(path, out)
	if f.Width != "" && f.Width != "full" && f.Width != "half" {
		out.add(path+".width", codeNotAChoice)
	}
	f.checkUses(use, path, out)
	f.checkSizes(use, path, out)
	f.checkNumbers(use, path, out)
	f.checkOptions(use, path, out)
	if f.Initial != "" && use.initial {
		f.checkInitial(path+".initial", out)
	}
}

func (f *field) checkWords(path string, out *faults) {
	if f.FormField.Kind == Explanation {
		checkWords(f.Label, path+".label", MaxLabel, false, out)
		checkLines(f.Hint, path+".hint", MaxExplanation, true, out)
		return
	}
	checkWords(f.Label, path+".label", MaxLabel, true, out)
	checkLines(f.Hint, path+".hint", MaxHint, false, out)
}

// checkWords judges words of one line.
func checkWords(w Words, path string, most int, needed bool, out *faults) {
	checkText(w, path, most, needed, false, out)
}

// checkLines judges words that may have several lines.
func checkLines(w Words, path string, most int, needed bool, out *faults) {
	checkText(w, path, most, needed, true, out)
}

func checkText(w Words, path string, most int, needed, lines bool, out *faults) {
	if needed && w.Empty() {
		out.add(path, codeMissing)
	}
	for _, language := range sortedKeys(w) {
		switch {
		case !slices.Contains(words.Languages, language):
			out.add(path+"."+language, codeUnknown)
		case utf8.RuneCountInString(w[language]) > most:
			out.add(path+"."+language, codeTooLong, "max", most)
		case !words.Plain(w[language], lines) || !words.Straight(w[language]):
			out.add(path+"."+language, codeWrongForm)
		}
	}
}

// checkUses refuses what the kind has no use for: it would be believed to do something.
func (f *field) checkUses(use uses, path string, out *faults) {
	for _, a := range []struct {
		name      string
		used, set bool
	}{
		{"required", use.required, f.Required}, {"required_when", use.required, f.RequiredWhen != ""},
		{"max_chars", use.chars, f.MaxChars != 0}, {"min", use.size, f.Min != ""}, {"max", use.size, f.Max != ""},
		{"decimals", use.decimals, f.Decimals != 0}, {"currency", use.currency, f.Currency != ""}, {"unit", use.unit, f.Unit != ""},
		{"half_days", use.half, f.HalfDays}, {"options", use.options, len(f.Options) > 0}, {"min_count", use.count, f.MinCount != 0},
		{"max_count", use.count, f.MaxCount != 0}, {"columns", use.columns, len(f.Columns) > 0}, {"formula", use.formula, f.Formula != ""},
		{"related_template", use.template, f.Template != ""}, {"initial", use.initial, f.Initial != ""},
	} {
		if a.set && !a.used {
			out.add(path+"."+a.name, codeNotForKind)
		}
	}
	if use.formula && f.Formula == "" {
		out.add(path+".formula", codeMissing)
	}
	if f.Template != "" && use.template && !templateID.MatchString(f.Template) {
		out.add(path+".related_template", codeWrongForm)
	}
}

func (f *field) checkSizes(use uses, path string, out *faults) {
	if use.chars && (f.MaxChars < 0 || f.MaxChars > MaxChars) {
		out.add(path+".max_chars", codeOutOfRange, "max", MaxChars)
	}
	if !use.count {
		return
	}
	most := usualPeople
	switch f.FormField.Kind {
	case Rows:
		most = MaxRows
	case Choices:
		most = MaxOptions
	}
	if f.MaxCount < 0 || f.MaxCount > most {
		out.add(path+".max_count", codeOutOfRange, "max", most)
	} else if f.MinCount < 0 || f.MinCount > f.most() {
		out.add(path+".min_count", codeOutOfRange, "max", f.most())
	}
}

func (f *field) checkNumbers(use uses, path string, out *faults) {
	if use.decimals && (f.Decimals < 0 || f.Decimals > MaxDecimals) {
		out.add(path+".decimals", codeOutOfRange, "max", MaxDecimals)
	}
	if use.currency {
		switch {
		case f.Currency == "" && f.FormField.Kind == Amount:
			out.add(path+".currency", codeMissing)
		case f.Currency != "" && !currencyID.MatchString(f.Currency):
			out.add(path+".currency", codeWrongForm)
		}
	}
	if use.unit && utf8.RuneCountInString(f.Unit) > maxUnit {
		out.add(path+".unit", codeTooLong, "max", maxUnit)
	}
	if !use.size {
		return
	}
	var least, most *big.Rat
	for _, b := range []struct {
		name, text string
		into       **big.Rat
	}{{"min", f.Min, &least}, {"max", f.Max, &most}} {
		if b.text == "" {
			continue
		}
		n, ok := condition.ParseDecimal(b.text)
		if !ok {
			out.add(path+"."+b.name, codeWrongForm)
			continue
		}
		*b.into = n
	}
	if least != nil && most != nil && least.Cmp(most) > 0 {
		out.add(path+".max", codeOutOfRange, "min", f.Min)
	}
}

func (f *field) checkOptions(use uses, path string, out *faults) {
	if !use.options {
		return
	}
	switch {
	case len(f.Options) == 0:
		out.add(path+".options", codeMissing)
	case len(f.Options) > MaxOptions:
		out.add(path+".options", codeTooMany, "max", MaxOptions)
		return
	}
	seen := map[string]bool{}
	for i, o := range f.Options {
		where := at(path+".options", i)
		switch {
		case o.ID == "":
			out.add(where+".id", codeMissing)
		case !optionID.MatchString(o.ID):
			out.add(where+".id", codeWrongForm)
		case seen[o.ID]:
			out.add(where+".id", codeDoubled)
		}
		seen[o.ID] = true
		checkWords(o.Label, where+".label", MaxLabel, true, out)
	}
}

// What a field can stand at first, beside a value of its own.
const (
	InitialToday     = "today"     // date
	InitialApplicant = "applicant" // person, department
)

func (f *field) checkInitial(path string, out *faults) {
	switch f.FormField.Kind {
	case Person, Department:
		if f.Initial != InitialApplicant {
			out.add(path, codeNotAChoice)
		}
		return
	case Date:
		if f.Initial == InitialToday {
			return
		}
	case YesNo:
		if f.Initial != "true" && f.Initial != "false" {
			out.add(path, codeNotAChoice)
		}
		return
	}
	f.value(f.Initial, path, out)
}
