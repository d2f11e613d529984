package form_test

import (
	"fmt"
	"strings"
	"testing"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
)

// covers: APV-03
func TestAFormIsLaidOutForPaper(t *testing.T) {
	f := made(t, every())
	values := checked(t, f, full())
	var out []string
	for _, line := range f.Layout(values, form.Rights{"more": route.Hidden}, "en", names{}) {
		var cells []string
		for _, c := range line {
			cells = append(cells, strings.TrimSpace(c.Label+": "+c.Text))
			for _, row := range c.Rows {
				cells = append(cells, strings.Join(row, " "))
			}
			for _, file := range c.Files {
				cells = append(cells, fmt.Sprintf("file %s %t", file.Name, file.Picture))
			}
		}
		out = append(out, strings.Join(cells, " | "))
	}
	want := `title: Café
about: a
b
n: 2.5 hours | price: CN¥1,234.50
day: 2026-10-01
moment: an instant
trip: 2026-10-01 to 2026-10-03 (3 days)
leave: 2026-10-01 afternoon to 2026-10-03 afternoon (2.5 days)
kind: option b
tags: option a and option c
why: because
note: a note
who: P51
team: P52 and P51
place: D61
places: D61
files: desk.png | file desk.png false
pictures: desk.png | file desk.png true
goods: | desk 2 CN¥99.99 CN¥199.98 large | chair 3
tax: CN¥26.00
total: CN¥199.98
called: Café/b
before: A51
hand: Signed by hand | file  true
: Please read this.
phone: +86 138-0000-0000
agreed: No`
	if got := strings.Join(out, "\n"); strings.ReplaceAll(got, "chair 3   ", "chair 3") != want {
		t.Errorf("got\n%s\nwanted\n%s", got, want)
	}
	for _, line := range f.Layout(values, nil, "zh-CN", names{}) {
		if c := line[0]; c.Field == "leave" && c.Text != "2026-10-01 下午 至 2026-10-03 下午（2.5 天）" {
			t.Error(c.Text)
		}
	}
}

func TestASummaryTellsTheFirstFieldsThatTheReaderMaySee(t *testing.T) {
	f := made(t, every())
	given := full()
	given["about"] = strings.Repeat("long ", 40)
	values := checked(t, f, given)
	got := fmt.Sprint(f.Summary(values, form.Rights{"title": route.Hidden}, "en", names{}))
	if want := "[{about " + strings.Repeat("long ", 40)[:59] + "…} {n 2.5 hours} {price CN¥1,234.50}]"; got != want {
		t.Error(got)
	}
	if empty := f.Summary(nil, nil, "en", names{}); empty == nil || len(empty) > 0 {
		t.Error(empty)
	}
}

func TestAnApprovalIsFoundByWhatStandsInItsForm(t *testing.T) {
	f := made(t, every())
	text := f.SearchText(checked(t, f, full()), []string{"zh-CN", "en"}, names{})
	for _, word := range []string{"Café", "option b", "option b（中）", "1234.50", "P52", "D61", "desk.png", "chair", "A51", "2026-10-03"} {
		if !strings.Contains(text, word) {
			t.Errorf("%q is not in\n%s", word, text)
		}
	}
	if strings.Contains(text, sha) || strings.Count(text, "Café\n") != 1 {
		t.Error(text)
	}
}

func TestWhatValuesNameIsListedWithItsPlace(t *testing.T) {
	f := made(t, every())
	refs := f.References(checked(t, f, full()))
	want := "{[{values.who " + ada + "  false} {values.team[0] " + ben + "  false} {values.team[1] " + ada + "  false}] [{values.place " + sales + "  false} {values.places[0] " + sales +
		"  false}] [{values.files[0] " + desk + " " + sha + " false} {values.pictures[0] " + desk + " " + sha + " false} {values.hand " + desk + " " + sha + " true}] [{values.before[0] " + ada + "  false}]}"
	if got := fmt.Sprint(refs); got != want {
		t.Errorf("got    %s\nwanted %s", got, want)
	}
}

func TestARouteAsksAboutTheValues(t *testing.T) {
	f := made(t, every())
	facts := f.Facts(checked(t, f, full()))
	if yes, err := facts.Holds(`total > 100 and tags contains "a"`); !yes || err != nil {
		t.Error(yes, err)
	}
	if _, err := facts.Holds("total >"); err == nil {
		t.Error("a broken condition holds or not")
	}
	if got := fmt.Sprint(facts.Persons("team"), facts.Persons("who"), facts.Departments("places"), facts.Departments("who"), facts.Persons("gone")); got !=
		"["+ben+" "+ada+"] ["+ada+"] ["+sales+"] [] []" {
		t.Error(got)
	}
}

func TestMoneyBearsTheSignOfTheReadersLanguage(t *testing.T) {
	for _, c := range []struct{ language, currency, value, want string }{
		{"zh-CN", "CNY", "1234.50", "¥1,234.50"}, {"en", "CNY", "-1234.50", "-CN¥1,234.50"}, {"zh-CN", "JPY", "999999999999.00", "JP¥999,999,999,999.00"},
		{"en", "USD", "0.10", "$0.10"}, {"en", "CHF", "-7.00", "-CHF\u00a07.00"},
	} {
		f := made(t, []form.FormField{{ID: "price", Kind: form.Amount, Currency: c.currency, Decimals: 2, Label: form.Words{"en": "price"}}})
		if got := f.Layout(checked(t, f, form.Values{"price": c.value}), nil, c.language, names{})[0][0].Text; got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.value, c.language, got, c.want)
		}
	}
}
