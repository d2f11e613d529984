package signature_test

import (
	"fmt"
	"slices"
	"testing"

	"tonggui/internal/approvals/signature"
)

// covers: APV-03
func TestFilesAreComparedWithThoseThatWereSigned(t *testing.T) {
	signed := []signature.Attachment{
		{Name: "a.pdf", Size: 12, SHA256: hash(1), Last: true}, {Name: "b.pdf", Size: 20, SHA256: hash(2), Last: true},
		{Name: "copy.pdf", Size: 20, SHA256: hash(2), Last: true}, {SHA256: hash(3), Last: true}, {Name: "old.pdf", Size: 9, SHA256: hash(4)},
		{Name: "a.pdf", Size: 14, SHA256: hash(5)},
	}
	a, b, twin := signature.Given{Name: "a.pdf", Size: 12, SHA256: hash(1)}, signature.Given{Name: "b.pdf", Size: 20, SHA256: hash(2)}, signature.Given{Name: "copy.pdf", Size: 20, SHA256: hash(2)}
	for _, test := range []struct {
		name  string
		given []signature.Given
		want  string
	}{
		{"all", []signature.Given{twin, b, a}, "[]"},
		{"with what need not be there", []signature.Given{a, b, twin, {Name: "x.png", Size: 5, SHA256: hash(3)}, {Name: "old.pdf", Size: 9, SHA256: hash(4)}, {Name: "a.pdf", Size: 14, SHA256: hash(5)}}, "[]"},
		{"none", nil, "[{missing a.pdf } {missing b.pdf } {missing copy.pdf }]"},
		{"one is missing", []signature.Given{a, b}, "[{missing copy.pdf }]"},
		{"another size", []signature.Given{{Name: "a.pdf", Size: 13, SHA256: hash(9)}, b, twin}, "[{size a.pdf }]"},
		{"other bytes", []signature.Given{a, {Name: "b.pdf", Size: 20, SHA256: hash(9)}, twin}, "[{differs b.pdf }]"},
		{"another name", []signature.Given{{Name: "c.pdf", Size: 12, SHA256: hash(1)}, b, twin}, "[{renamed c.pdf a.pdf}]"},
		{"one too many", []signature.Given{a, b, twin, {Name: "d.pdf", Size: 1, SHA256: hash(9)}}, "[{unsigned d.pdf }]"},
		{"a second copy", []signature.Given{a, b, twin, {Name: "a(1).pdf", Size: 12, SHA256: hash(1)}}, "[{renamed a(1).pdf a.pdf}]"},
		{"an old one in the place of the new", []signature.Given{{Name: "a.pdf", Size: 14, SHA256: hash(5)}, b, twin}, "[{missing a.pdf }]"},
		{"two changed places", []signature.Given{{Name: "a.pdf", Size: 20, SHA256: hash(2)}, {Name: "b.pdf", Size: 12, SHA256: hash(1)}, twin}, "[{renamed a.pdf b.pdf} {renamed b.pdf a.pdf}]"},
	} {
		got := signature.Compare(signed, test.given)
		if fmt.Sprint(got.Differences) != test.want || got.OK != (test.want == "[]") {
			t.Errorf("%s: %v, want %s", test.name, got.Differences, test.want)
		}
		if len(got.Same)+len(slices.DeleteFunc(slices.Clone(got.Differences), func(d signature.Difference) bool { return d.Code == signature.FileMissing })) != len(test.given) {
			t.Errorf("%s: %d given, %v are the same", test.name, len(test.given), got.Same)
		}
	}
}

func TestAReportTellsTheFilesOfTheLastValuesAndOfEarlierOnes(t *testing.T) {
	h := newHouse(t).approved()
	r := signature.Verify(h.seal(h.document()), h.keys)
	want := []signature.Attachment{{Name: "a.pdf", Size: 12, SHA256: hash(11), Last: true}, {SHA256: hash(12), Last: true}, {SHA256: hash(13), Last: true}, {SHA256: hash(20), Last: true}, {SHA256: hash(14), Last: true}}
	if !r.OK || !slices.Equal(r.Attachments, want) {
		t.Errorf("%v %v", r.Problems, r.Attachments)
	}
}
