package org

import (
	"regexp"
	"strings"
)

// deviceOf guesses the kind of device from what a client says of itself; it serves the eye only.
func deviceOf(userAgent string) string {
	switch {
	case strings.Contains(userAgent, "Mobi"), strings.Contains(userAgent, "Android"), strings.Contains(userAgent, "iPhone"),
		strings.Contains(userAgent, "iPad"), strings.Contains(userAgent, "HarmonyOS"):
		return "phone"
	case strings.HasPrefix(userAgent, "Mozilla/") && systemOf(userAgent) != "":
		return "desktop"
	default:
		return "other"
	}
}

// browsers are tried in order: most of them also name those whose pages they imitate.
var browsers = []struct {
	name string
	form *regexp.Regexp
}{
	{"WeChat", regexp.MustCompile(`MicroMessenger/(\d+)`)},
	{"Edge", regexp.MustCompile(`Edg(?:A|iOS)?/(\d+)`)},
	{"Opera", regexp.MustCompile(`OPR/(\d+)`)},
	{"QQ Browser", regexp.MustCompile(`QQBrowser/(\d+)`)},
	{"Firefox", regexp.MustCompile(`(?:Firefox|FxiOS)/(\d+)`)},
	{"Chrome", regexp.MustCompile(`(?:Chrome|CriOS)/(\d+)`)},
	{"Safari", regexp.MustCompile(`Version/(\d+)[.\d]* (?:Mobile/\w+ )?Safari/`)},
}

var systems = []struct{ sign, name string }{
	{"HarmonyOS", "HarmonyOS"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"},
	{"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"},
}

func systemOf(userAgent string) string {
	for _, s := range systems {
		if strings.Contains(userAgent, s.sign) {
			return s.name
		}
	}
	return ""
}

// clientOf names browser and system, "Chrome 126 · Windows", or the program's own first word.
func clientOf(userAgent string) string {
	parts := []string{}
	for _, b := range browsers {
		if m := b.form.FindStringSubmatch(userAgent); m != nil {
			parts = append(parts, b.name+" "+m[1])
			break
		}
	}
	if system := systemOf(userAgent); system != "" {
		parts = append(parts, system)
	}
	if len(parts) == 0 {
		if program, _, _ := strings.Cut(userAgent, " "); plainLine(program) && len(program) <= 40 {
			return program
		}
	}
	return strings.Join(parts, " · ")
}
