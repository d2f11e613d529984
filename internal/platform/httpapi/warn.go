package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"tonggui/internal/platform/apperr"
)

// WarningHeader carries what a person is told beside an answer that succeeded: a JSON array of
// Warnings in ASCII.
const WarningHeader = "Tonggui-Warning"

// Warning tells that something was let through which a rule of the company speaks against.
type Warning struct {
	Code   string         `json:"code"` // of the refusal that it would have been
	Params map[string]any `json:"params,omitempty"`
	Rule   *apperr.Rule   `json:"rule"` // its clause without the text, which GET /rules/{id} has
}

// warnings collects the warnings of one request. A function in db.Write may run twice, and elsewhere.
type warnings struct {
	mu  sync.Mutex
	all []Warning
}

// Warn has the answer to the request of ctx carry a warning, if it succeeds: one for each rule.
// Without a request nobody is told.
func Warn(ctx context.Context, w Warning) {
	c := MetaOf(ctx).warnings
	if c == nil {
		return
	}
	rule := *w.Rule
	rule.Clause.Text = "" // proxies allow a few thousand bytes for all headers together
	w.Rule = &rule
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(slices.DeleteFunc(c.all, func(have Warning) bool { return have.Rule.ID == rule.ID }), w)
}

// put writes the header of an answer.
func (c *warnings) put(h http.Header, status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.all) == 0 || status >= http.StatusMultipleChoices {
		return
	}
	if text, err := json.Marshal(c.all); err == nil {
		h.Set(WarningHeader, inASCII(string(text)))
	}
}

// inASCII writes JSON with every other character escaped: a header has no character set.
func inASCII(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			hex := strconv.FormatUint(uint64(unit), 16)
			b.WriteString(`\u` + strings.Repeat("0", 4-len(hex)) + hex)
		}
	}
	return b.String()
}
