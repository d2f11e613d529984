package yearfile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/org/calendar/yearfile"
	"tonggui/internal/platform/workday/china"
)

const event = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:%s\r\nDTEND;VALUE=DATE:%s\r\nSUMMARY:%s\r\nEND:VEVENT\r\n"

func ics(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

// covers: ORG-04
func TestAYearIsReadTheSameFromEitherForm(t *testing.T) {
	y, _ := china.Year(2026)
	var asJSON, asICS []string
	for _, d := range y.Days {
		asJSON = append(asJSON, fmt.Sprintf("  {\"name\": %q, \"date\": %q, \"isOffDay\": %v}", d.Name, d.Day, !d.Work))
		date := func(s string) string { return strings.ReplaceAll(s, "-", "") }
		mark := map[bool]string{true: "（班）", false: "(休)"}[d.Work]
		asICS = append(asICS, fmt.Sprintf(event, date(d.Day.String()), date((d.Day+1).String()), d.Name[:3]+"\r\n "+d.Name[3:]+mark))
	}
	for form, file := range map[string]string{
		"json": "\uFEFF{\"$schema\": \"x\", \"year\": 2026, \"papers\": [\"y\"], \"days\": [\n" + strings.Join(asJSON, ",\n") + "\n]}\n", "ics": ics(asICS...)} {
		got, faults := yearfile.Read([]byte(file), 2026)
		if len(faults) > 0 || !slices.Equal(got, y.Days) {
			t.Errorf("%s: %v %v", form, got, faults)
		}
	}
}

func TestEachFaultIsNamedWithItsLine(t *testing.T) {
	for file, want := range map[string]string{
		"":                                "1 malformed",
		"\xff{":                           "0 encoding",
		"{\"year\": 2027, \"days\": []}":  "0 empty",
		"{\"year\": 2027}":                "0 field_missing",
		"{\"year\": 2026,\n\"days\": []}": "1 year_other",
		"{\"year\": 2027, \"days\": [], \"days\": []}":                                                              "1 duplicate",
		"{\"year\": 2027, \"days\": [\n{\"name\":\"a\",\"date\":\"2027-13-01\",\"isOffDay\":true}]}":                "2 date_invalid",
		"{\"year\": 2027, \"days\": [\n\n{\"name\":\"a\",\"date\":\"2028-01-01\",\"isOffDay\":true}]}":              "3 year_other",
		"{\"year\": 2027, \"days\": [\n{\"name\":\"\",\"date\":\"2027-01-01\",\"isOffDay\":true}]}":                 "2 name_invalid",
		"{\"year\": 2027, \"days\": [\n{\"name\":\"a\",\"date\":\"2027-01-01\"}]}":                                  "2 field_missing",
		"{\"year\": 2027, \"days\": [\n{\"name\":\"a\",\"date\":\"2027-01-01\",\"isOffDay\":true,\"Name\":1}]}":     "2 field_unknown",
		"{\"year\": 2027, \"days\": [\n{\"name\":\"a\",\"date\":\"2027-01-01\",\"isOffDay\":1}]}":                   "2 malformed",
		"{\"year\": 2027, \"days\": [\n{\"name\":\"a\",\"name\":\"b\",\"date\":\"2027-01-01\",\"isOffDay\":true}]}": "2 malformed",
		"{\"year\": 2027, \"days\": [\n{":                                                                             "2 malformed",
		"{\"year\": 2027, \"days\": [],\n\"more\": 1}":                                                                "2 field_unknown",
		ics(fmt.Sprintf(event, "20270101", "20270102", "元旦")):                                                         "3 kind_unknown",
		ics(fmt.Sprintf(event, "20270101", "20270101", "元旦(休)")):                                                      "3 date_invalid",
		ics(fmt.Sprintf(event, "20270101T0900", "20270102", "元旦(休)")):                                                 "4 date_invalid",
		ics(fmt.Sprintf(event, "20270101", "20270102", "元旦(休)"), fmt.Sprintf(event, "20270101", "20270103", "元旦(班)")): "8 duplicate",
		ics("BEGIN:VEVENT\r\nSUMMARY:a(休)\r\nEND:VEVENT\r\n"):                                                         "3 field_missing",
		ics("BEGIN:VEVENT\r\nDTSTART:20270101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:a(休)\r\nEND:VEVENT\r\n"):                "5 unsupported",
		ics("BEGIN:VEVENT\r\n"):                 "4 malformed",
		ics("nothing at all\r\n"):               "3 malformed",
		"BEGIN:VCALENDAR\r\nA:b\n":              "0 malformed",
		strings.Repeat(" ", yearfile.MaxSize+1): "0 too_large",
	} {
		days, faults := yearfile.Read([]byte(file), 2027)
		if len(faults) == 0 || len(days) > 0 || fmt.Sprint(faults[0].Line, " ", faults[0].Code) != want {
			t.Errorf("%.200q: %v, want %s", file, faults, want)
		}
	}
}

func FuzzAFileIsReadOrFaulty(f *testing.F) {
	f.Add([]byte(ics(fmt.Sprintf(event, "20270101", "20270104", "元旦(休)"))))
	f.Add([]byte(`{"year": 2027, "days": [{"name":"a","date":"2027-01-01","isOffDay":true}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		days, faults := yearfile.Read(data, 2027)
		if (len(days) > 0) == (len(faults) > 0) {
			t.Fatalf("%v and %v", days, faults)
		}
		for i, d := range days {
			if d.Day.Year() != 2027 || i > 0 && days[i-1].Day >= d.Day {
				t.Fatalf("%v is of another year or out of order", d)
			}
		}
	})
}
