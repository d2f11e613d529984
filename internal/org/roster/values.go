package roster

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Limits of values, in characters.
const (
	MaxNumber = 32
	MaxName   = 60
	MaxPost   = 60
	MaxGrade  = 30
	MaxEmail  = 254
)

var numberForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$`)

// parseMobile gives eleven digits for a mainland number and +digits for any
// other. Separators may stand between the digits.
func parseMobile(text string) (string, bool) {
	text = strings.TrimSpace(text)
	abroad := strings.HasPrefix(text, "+")
	if strings.HasPrefix(text, "00") {
		text, abroad = text[2:], true
	}
	text = strings.TrimPrefix(text, "+")
	var digits strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case r == ' ' || r == '-' || r == '.' || r == '(' || r == ')' || r == 0xA0:
		default:
			return "", false
		}
	}
	d := digits.String()
	if rest, ok := strings.CutPrefix(d, "86"); ok && (abroad || len(d) == 13) {
		d, abroad = rest, false
	}
	if abroad {
		return "+" + d, len(d) >= 7 && len(d) <= 15 && d[0] != '0'
	}
	return d, len(d) == 11 && d[0] == '1' && d[1] >= '3'
}

var emailForm = regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$`)

func parseEmail(text string) (string, bool) {
	local, _, _ := strings.Cut(text, "@")
	ok := len(text) <= MaxEmail && emailForm.MatchString(text) && !strings.Contains(text, "..") &&
		!strings.HasPrefix(local, ".") && !strings.HasSuffix(local, ".") && !leadsFormula(text)
	return text, ok
}

// Reasons of date_invalid.
const (
	ReasonNoDate     = "no_date"
	ReasonOutOfRange = "out_of_range"
)

var (
	dateForm  = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$`)
	denseForm = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	daysForm  = regexp.MustCompile(`^(\d{4,6})(?:\.\d+)?$`)
)

// The years that a date of joining may lie in.
const (
	minYear = 1950
	maxYear = 2100
)

// parseDate reads a day in the forms that exports use and gives it as
// 2006-01-02: 2021-01-02, 2021/1/2, 2021.1.2, 2021年1月2日, 20210102 and the
// day numbers of spreadsheets. A time of day is dropped.
func parseDate(text string) (day, reason string) {
	var t time.Time
	if m := dateForm.FindStringSubmatch(text); m != nil {
		t, reason = civil(m[1], m[2], m[3])
	} else if m := denseForm.FindStringSubmatch(text); m != nil {
		t, reason = civil(m[1], m[2], m[3])
	} else if m := daysForm.FindStringSubmatch(text); m != nil {
		days, _ := strconv.Atoi(m[1])
		t = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	} else {
		reason = ReasonNoDate
	}
	if reason == "" && (t.Year() < minYear || t.Year() > maxYear) {
		reason = ReasonOutOfRange
	}
	if reason != "" {
		return "", reason
	}
	return t.Format(time.DateOnly), ""
}

func civil(year, month, day string) (time.Time, string) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return t, ReasonNoDate // 2021-02-30 is nobody's first day
	}
	return t, ""
}

var statuses = func() map[string]Status {
	m := make(map[string]Status)
	for status, words := range map[Status]string{
		Active: `在职 在岗 正式 正式员工 转正 试用 试用期 试用期员工 实习 实习期 停职 停薪留职 休假 长假 产假 病假 待岗 内退 返聘 待离职 离职中 借调
			active employed current probation trial intern internship suspended leave onleave regular permanent`,
		Left: `离职 已离职 离司 退休 已退休 辞职 已辞职 辞退 解聘 开除 解除合同 合同终止 终止 去世
			left resigned terminated retired inactive exited former dismissed`,
	} {
		for _, word := range strings.Fields(words) {
			m[word] = status
		}
	}
	return m
}()

// parseStatus maps what the file says; an empty cell means active. Whoever is
// suspended or on leave still belongs to the company.
func parseStatus(text string) (Status, bool) {
	if text == "" {
		return Active, true
	}
	s, ok := statuses[headerKey(text)]
	return s, ok
}
