package text

var hanDigits = map[rune]int{'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '参': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9}

var hanUnits = map[rune]int{'十': 10, '拾': 10, '百': 100, '佰': 100}

// hanNumber reads a Chinese number up to 999 at i and gives its value and its end; end == i: there is none.
func (s *source) hanNumber(i int) (n, end int) {
	var digit int
	seen := false
	for end = i; end < len(s.cs) && end-i < 6; end++ {
		c := s.at(end)
		if d, ok := hanDigits[c]; ok {
			if seen && digit != 0 {
				return 0, i // 二三 is no number of a heading
			}
			digit, seen = d, true
			continue
		}
		u, ok := hanUnits[c]
		if !ok {
			break
		}
		if !seen || digit == 0 {
			digit = 1
		}
		n, digit, seen = n+digit*u, 0, false
	}
	if n += digit; n == 0 {
		return 0, i
	}
	return n, end
}

// number reads digits at i, at most three, not part of a longer number.
func (s *source) number(i int) (n, end int) {
	for end = i; end < len(s.cs); end++ {
		c := s.at(end)
		if c < '0' || c > '9' || circled(s.cs[end].r) > 0 {
			break
		}
		if n = n*10 + int(c-'0'); end-i >= 3 {
			return 0, i
		}
	}
	if n == 0 {
		return 0, i
	}
	return n, end
}

// circled gives the number in a circle, or 0.
func circled(r rune) int {
	switch {
	case r >= '①' && r <= '⑳':
		return int(r-'①') + 1
	case r >= '❶' && r <= '❿':
		return int(r-'❶') + 1
	}
	return 0
}

const hanNumerals = "一二三四五六七八九十"

// hanFor writes a number up to 99 as headings do.
func hanFor(n int) string {
	digits := []rune(hanNumerals)
	out := ""
	if n >= 20 {
		out += string(digits[n/10-1])
	}
	if n >= 10 {
		out += "十"
	}
	if n%10 > 0 {
		out += string(digits[n%10-1])
	}
	return out
}

// formal tells whether a number is written in the forms of contracts: 壹 贰 叁.
func formal(r rune) bool {
	switch r {
	case '壹', '贰', '叁', '参', '肆', '伍', '陆', '柒', '捌', '玖', '拾':
		return true
	}
	return false
}
