package form

import (
	"tonggui/internal/approvals/route"
	"tonggui/internal/approvals/words"
)

// Words is what an administrator wrote in one or both languages.
type Words = words.Words

// Definition is one version of a template. It never changes: a new version is another definition.
type Definition struct {
	Name        Words       `json:"name"`
	About       Words       `json:"about,omitempty"`
	Serial      Serial      `json:"serial"`
	Category    Category    `json:"category" enum:"people,rules,notices,collaboration,files,conduct,customers,other"`
	Fields      []FormField `json:"fields"`
	Route       route.Route `json:"route"`
	Effect      string      `json:"effect,omitempty" doc:"name in the registry of effects; empty: nothing happens by itself"`
	Level       string      `json:"level" enum:"password,passkey" doc:"the least that each decision is confirmed by"`
	WhoMayApply Applicants  `json:"who_may_apply"`
}

// Serial is how the numbers of a template's approvals look: KQ-202610-0007.
type Serial struct {
	Prefix string `json:"prefix" maxLength:"8"`
	Date   string `json:"date,omitempty" enum:"yyyyMM,yyyy,"`
	Digits int    `json:"digits" minimum:"3" maximum:"8"`
}

// Applicants says who may apply: all, or those of departments (with what is below them) or roles.
type Applicants struct {
	All         bool     `json:"all,omitempty"`
	Departments []string `json:"departments,omitempty"`
	Roles       []string `json:"roles,omitempty"`
}

// Category groups templates in lists.
type Category string

// Categories are all there are, in the order of lists.
var Categories = []Category{"people", "rules", "notices", "collaboration", "files", "conduct", "customers", "other"}

// Kind is what a field holds.
type Kind string

// Kinds of fields, with the JSON of their values.
const (
	Text        Kind = "text"        // "one line"
	LongText    Kind = "longtext"    // "several\nlines"
	Number      Kind = "number"      // "12.5", a decimal as a string
	Amount      Kind = "amount"      // "1234.50", likewise, in the field's currency
	Date        Kind = "date"        // "2026-10-01"
	DateTime    Kind = "datetime"    // 1790812800000, milliseconds since 1970 UTC
	Span        Kind = "span"        // {from: "2026-10-01", to: "2026-10-03", from_half?, to_half?: "am"|"pm", days: "2.5"}; days is computed
	Choice      Kind = "choice"      // "id of an option"
	Choices     Kind = "choices"     // ["id", "id"]
	Person      Kind = "person"      // "id"
	People      Kind = "people"      // ["id", "id"]
	Department  Kind = "department"  // "id"
	Departments Kind = "departments" // ["id", "id"]
	Attachment  Kind = "attachment"  // [{file_id, name, size, sha256}]
	Image       Kind = "image"       // likewise
	Rows        Kind = "rows"        // [{column: value}]
	Formula     Kind = "formula"     // "12.50" or text, computed
	Related     Kind = "related"     // ["id of an approval"]
	Signature   Kind = "signature"   // {file_id, png_sha256}, strokes of a hand
	Explanation Kind = "explanation" // no value: its hint is read
	Phone       Kind = "phone"       // "+86 138 0000 0000"
	YesNo       Kind = "yesno"       // true
)

// Kinds are all there are, in the order of the palette.
var Kinds = []Kind{
	Text, LongText, Number, Amount, Date, DateTime, Span, Choice, Choices, YesNo, Phone, Person, People, Department, Departments,
	Attachment, Image, Rows, Formula, Related, Signature, Explanation,
}

// FormField is one field, or one column of rows. What a kind has no use for is empty. It is not called Field because the API
// document knows the fault of a request under that name.
type FormField struct {
	ID    string `json:"id"`
	Kind  Kind   `json:"kind"`
	Label Words  `json:"label"`
	Hint  Words  `json:"hint,omitempty" doc:"said beside the field; of an explanation, all that it says"`
	Width string `json:"width,omitempty" enum:"full,half," doc:"empty: full"`

	Required     bool   `json:"required,omitempty"`
	RequiredWhen string `json:"required_when,omitempty" doc:"a condition"`
	VisibleWhen  string `json:"visible_when,omitempty" doc:"a condition; empty: always"`

	MaxChars int         `json:"max_chars,omitempty" doc:"text, longtext"`
	Min      string      `json:"min,omitempty" doc:"number, amount: a decimal"`
	Max      string      `json:"max,omitempty" doc:"number, amount: a decimal"`
	Decimals int         `json:"decimals,omitempty" doc:"number, amount, formula: 0 to 6"`
	Currency string      `json:"currency,omitempty" doc:"amount, formula: CNY, USD, ..."`
	Unit     string      `json:"unit,omitempty" doc:"number, formula: day, hour, ..., or a word of one's own"`
	HalfDays bool        `json:"half_days,omitempty" doc:"span: begins and ends in the morning or at noon"`
	Options  []Option    `json:"options,omitempty" doc:"choice, choices"`
	MinCount int         `json:"min_count,omitempty" doc:"choices, people, departments, attachment, image, rows, related"`
	MaxCount int         `json:"max_count,omitempty"`
	Columns  []FormField `json:"columns,omitempty" doc:"rows"`
	Formula  string      `json:"formula,omitempty" doc:"formula: what is computed"`
	Template string      `json:"related_template,omitempty" doc:"related: only approvals of this template"`
	Initial  string      `json:"initial,omitempty" doc:"what stands there at first"`
}

// Field is the short name of FormField.
type Field = FormField

// Option is one of those that can be chosen.
type Option struct {
	ID    string `json:"id"`
	Label Words  `json:"label"`
}

// Values are what stands in a form, by the id of the field; a field without a value is not there.
type Values map[string]any

// Rights are those of a step, by field. A field that is not named can be read.
type Rights map[string]route.Right

// Of gives the right to a field.
func (r Rights) Of(field string) route.Right {
	if right, ok := r[field]; ok {
		return right
	}
	return route.Read
}
