package dbtest

import (
	"fmt"
	"strings"
	"testing"

	"tonggui/internal/platform/db"
)

// Numbers returns what queries of one number each answer now, to be compared with what they answer later.
func Numbers(t testing.TB, d *db.DB, queries ...string) (out string) {
	t.Helper()
	for _, query := range queries {
		n, err := db.Value[int64](d.Ask(t.Context()), query)
		if err != nil {
			t.Fatal(err)
		}
		out += fmt.Sprint(n, " ")
	}
	return out
}

// Refused wants an error whose text begins with a code, and what is stored to be as it was before.
func Refused(t testing.TB, code string, stored func() string, call func() error) {
	t.Helper()
	before := stored()
	if err := call(); err == nil || !strings.HasPrefix(err.Error(), code) {
		t.Errorf("refused with %v, want %s", err, code)
	}
	if after := stored(); after != before {
		t.Errorf("%s wrote something: %s, then %s", code, before, after)
	}
}
