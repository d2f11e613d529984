package content

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"tonggui/internal/platform/apperr"
)

// listed reads a list of test data, leaving out what explains it.
func listed(t *testing.T, name string) (out []string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, line)
		}
	}
	return out
}

func linkTo(address, words string) Written {
	return Written{Type: KindText, Nodes: []Node{{Type: NodeLink, URL: address, Text: words}}}
}

// covers: MSG-02
func TestNoAddressThatIsNotPlainlyOneBecomesALink(t *testing.T) {
	lines := listed(t, "links_refused.txt")
	if len(lines) < 90 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines {
		address, err := strconv.Unquote(`"` + strings.ReplaceAll(line, `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if _, err := linkTo(address, "看").Seal(directory); !apperr.Has(err, ErrLinkInvalid) {
			t.Errorf("%s: %v", line, err)
		}
	}
	if _, err := linkTo("https://example.com/"+strings.Repeat("a", MaxURL-20), "").Seal(directory); err != nil {
		t.Errorf("the longest address: %v", err)
	}
	if _, err := linkTo("https://example.com/"+strings.Repeat("a", MaxURL-19), "").Seal(directory); !apperr.Has(err, ErrLinkInvalid) {
		t.Errorf("one more: %v", err)
	}
}

// covers: MSG-02
func TestAddressesThatPeopleUseBecomeLinksAsTheyStand(t *testing.T) {
	for _, line := range listed(t, "links_accepted.txt") {
		address, want, differs := strings.Cut(line, " ")
		if !differs {
			want = address
		}
		sealed, err := linkTo(address, "看").Seal(directory)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if got := sealed.text.Nodes[0]; got.URL != want || got.Text != "看" {
			t.Errorf("%s became %s", address, got.URL)
		}
	}
}

func TestTheWordsOfALinkNeverShowAnotherAddress(t *testing.T) {
	const real = "https://example.com/login"
	for words, kept := range map[string]bool{
		"登录":                                        true,
		"Example (官网)":                              true,
		"https://example.com/…":                     true,
		"见 www.example.com 说明":                      true,
		"http://EXAMPLE.com":                        true,
		"https://example.com，https://example.com/x": true,
		"":                                         false,
		" \u200b\u2060":                            false,
		"https://bank.example":                     false,
		"请登录 https://bank.example 办理":              false,
		"官网https://bank.example":                   false,
		"WWW.bank.example":                         false,
		"ht\u200btps://bank.example":               false,
		"https://example.com@bank.example":         false,
		"https://example.com.bank.example":         false,
		"https://example.com https://bank.example": false,
		"https://":                                 false,
	} {
		sealed, err := linkTo(real, words).Seal(directory)
		if err != nil {
			t.Errorf("%q: %v", words, err)
			continue
		}
		if got := sealed.text.Nodes[0].Text; (got == words) != kept || !kept && got != real {
			t.Errorf("%q became %q", words, got)
		}
	}
}
