package i18n

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Match brings an Accept-Language header, or a plain tag, to one of Languages.
// Any Chinese is served in zh-CN, any English in en, anything else by Default.
func Match(accept string) string {
	type wish struct {
		tag    string
		weight float64
	}
	var wishes []wish
	// A header has a handful of tags; a thousand commas are somebody's attack.
	for part := range strings.SplitSeq(accept[:min(len(accept), 512)], ",") {
		tag, rest, _ := strings.Cut(strings.TrimSpace(part), ";")
		w := wish{strings.ToLower(strings.TrimSpace(tag)), 1}
		if q, ok := strings.CutPrefix(strings.TrimSpace(rest), "q="); ok {
			if f, err := strconv.ParseFloat(q, 64); err == nil {
				w.weight = f
			}
		}
		if w.weight > 0 {
			wishes = append(wishes, w)
		}
	}
	slices.SortStableFunc(wishes, func(a, b wish) int { return cmp.Compare(b.weight, a.weight) })
	for _, w := range wishes {
		switch base, _, _ := strings.Cut(strings.ReplaceAll(w.tag, "_", "-"), "-"); base {
		case "zh":
			return Chinese
		case "en":
			return English
		}
	}
	return Default
}
