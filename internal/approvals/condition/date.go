package condition

// Years between which a date can lie.
const (
	firstYear = 1900
	lastYear  = 2199
)

var monthDays = [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// ParseDay reads 2026-10-01, from 1900 to 2199, and gives the days since 1970-01-01.
func ParseDay(s string) (int, bool) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	if !allDigits(s[:4], 4) || !allDigits(s[5:7], 2) || !allDigits(s[8:], 2) {
		return 0, false
	}
	y, m, d := digits(s[:4]), digits(s[5:7]), digits(s[8:])
	if y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 || d > lastOf(y, m) {
		return 0, false
	}
	// Years that begin in March have their odd day at their end, which makes the sum simple.
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 719469, true
}

func lastOf(y, m int) int {
	if m == 2 && y%4 == 0 && (y%100 != 0 || y%400 == 0) {
		return 29
	}
	return monthDays[m-1]
}

func digits(s string) (n int) {
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// days counts from one day to another, both of them counted.
func days(from, to int) int { return max(to-from+1, 0) }
