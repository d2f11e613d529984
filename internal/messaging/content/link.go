package content

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanURL checks where a link leads and returns it with its scheme in small letters. Browsers read
// addresses more kindly than net/url: what the two could understand differently is refused.
func cleanURL(raw string) (string, error) {
	bad := ErrLinkInvalid.New("max", MaxURL)
	if raw == "" || len(raw) > MaxURL || !utf8.ValidString(raw) || strings.ContainsFunc(raw, notInURL) {
		return "", bad
	}
	scheme, rest, found := strings.Cut(raw, ":")
	scheme = strings.ToLower(scheme)
	if !found || !slices.Contains(schemes, scheme) {
		return "", bad
	}
	clean := scheme + ":" + rest
	u, err := url.Parse(clean)
	if err != nil || u.Scheme != scheme || u.User != nil {
		return "", bad
	}
	if scheme == "mailto" {
		if !mailAddress(u) {
			return "", bad
		}
		return clean, nil
	}
	if !strings.HasPrefix(rest, "//") || u.Opaque != "" || !hostName(u.Hostname()) || !port(u.Port()) {
		return "", bad
	}
	return clean, nil
}

var schemes = []string{"http", "https", "mailto"}

// notInURL names characters that are not seen, end an address for one reader but not for the other,
// or are slashes for some browsers.
func notInURL(r rune) bool {
	return r == utf8.RuneError || r == '\\' || strings.ContainsRune("<>\"`{}|^", r) ||
		unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Z, r)
}

// hostName tells whether a host is an address or a name of letters and digits.
func hostName(host string) bool {
	if strings.Contains(host, ":") {
		return net.ParseIP(host) != nil
	}
	if host == "" || len(host) > 253 || strings.HasPrefix(host, ".") || strings.Contains(host, "..") {
		return false
	}
	for _, r := range host {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '.' && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

// port tells whether a port can exist; none is the one of the scheme.
func port(number string) bool {
	if number == "" {
		return true
	}
	n, err := strconv.ParseUint(number, 10, 16)
	return err == nil && n > 0
}

// mailAddress tells whether a mailto names one person and, at most, what to write to them: other
// fields have made mail programs attach files.
func mailAddress(u *url.URL) bool {
	address, err := url.PathUnescape(u.Opaque)
	if err != nil || u.Fragment != "" || strings.ContainsFunc(address, notInURL) {
		return false
	}
	name, host, found := strings.Cut(address, "@")
	if !found || name == "" || strings.ContainsAny(name, ",;/?&%") || !hostName(host) {
		return false
	}
	fields, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return false
	}
	for key, values := range fields {
		lower := strings.ToLower(key)
		if lower != "subject" && lower != "body" || len(values) > 1 {
			return false
		}
		for _, r := range values[0] {
			if Hidden(r) || lower == "subject" && r == '\n' {
				return false
			}
		}
	}
	return true
}

// shownText returns the words of a link: the given ones, unless nothing of them is seen or they look
// like another address than the one it leads to.
func shownText(text, address string) string {
	if Blank(text) || misleads(text, address) {
		return address
	}
	return text
}

// misleads tells whether words show the address of another host than the one they lead to.
func misleads(text, address string) bool {
	leads, err := url.Parse(address)
	if err != nil {
		return true
	}
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	for {
		at, scheme := len(text), ""
		for _, sign := range []string{"http://", "https://", "www."} {
			if i := strings.Index(text, sign); i >= 0 && i < at {
				at, scheme = i, strings.TrimSuffix(sign, "www.")
			}
		}
		if at == len(text) {
			return false
		}
		word := text[at+len(scheme):]
		end := strings.IndexFunc(word, endsAddress)
		if end < 0 {
			end = len(word)
		}
		shown, err := url.Parse("http://" + word[:end])
		if err != nil || !sameHost(shown.Hostname(), leads.Hostname()) {
			return true
		}
		text = word[end:]
	}
}

// endsAddress tells where an address in the midst of words is over.
func endsAddress(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-._~:/?#[]@!$&'()*+,;=%", r)
}

func sameHost(a, b string) bool {
	return strings.TrimPrefix(strings.ToLower(a), "www.") == strings.TrimPrefix(strings.ToLower(b), "www.")
}
