package archtest

import (
	"slices"
	"strings"
)

// The rules here forbid using certain names of certain packages.

func timeOnlyFromClock(files []*source) (out []violation) {
	return forbid(files, map[string][]string{"time": {"Now", "Since", "Until"}}, in("internal/platform/clock"),
		"asks the machine for the time: take a clock.Clock (in a transaction tx.Now), so that tests can hold time and a jump of the machine's clock cannot stretch a deadline")
}

func networkOnlyWhereAllowed(files []*source) (out []violation) {
	return forbid(files, map[string][]string{
		"net/http": {"Get", "Post", "PostForm", "Head", "DefaultClient", "Client", "DefaultTransport", "Transport"},
		"net": {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer", "Resolver", "DefaultResolver",
			"LookupHost", "LookupIP", "LookupAddr", "LookupCNAME", "LookupMX", "LookupNS", "LookupSRV", "LookupTXT"},
		"crypto/tls":                   {"Dial", "DialWithDialer", "Dialer"},
		"net/smtp":                     {"Dial", "SendMail", "NewClient"},
		"github.com/gorilla/websocket": {"DefaultDialer", "Dialer"},
		"github.com/minio/minio-go/v7": {"New", "NewCore"},
	}, func(dir string) bool { return networkRooms[dir] != "" },
		"opens a connection: everything that leaves the company goes through platform/egress, which refuses internal addresses")
}

func noBackgroundContext(files []*source) (out []violation) {
	return forbid(files, map[string][]string{"context": {"Background", "TODO"}}, in("internal/app", "cmd"),
		"makes a context of its own: take the caller's, so that stopping, time limits and the request's id reach everything")
}

func noMathRand(files []*source) (out []violation) {
	return forbid(files, map[string][]string{"math/rand": nil, "math/rand/v2": nil}, in(),
		"uses predictable randomness: use crypto/rand; where it truly does not matter, list it with its reason")
}

func cryptoOnlyWhereListed(files []*source) (out []violation) {
	for _, f := range files {
		if f.test() || cryptoRooms[f.dir] != "" {
			continue
		}
		for _, spec := range f.tree.Imports {
			p := strings.Trim(spec.Path.Value, `"`)
			// crypto/tls alone configures connections and makes no cryptography.
			if p != "crypto/tls" && (strings.HasPrefix(p, "crypto/") || strings.HasPrefix(p, "golang.org/x/crypto/") || strings.HasPrefix(p, "github.com/tink-crypto/")) {
				out = append(out, violation{f.at(spec), "imports " + p + ": cryptography lives in the packages listed as cryptoRooms, where it is reviewed; call one of them"})
			}
		}
	}
	return out
}

// forbid finds uses of names (nil: any name) outside of allowed folders and tests.
func forbid(files []*source, names map[string][]string, allowed func(dir string) bool, why string) (out []violation) {
	for _, f := range files {
		if f.test() || allowed(f.dir) {
			continue
		}
		f.uses(func(pkg, name string, n astNode) {
			if list, ok := names[pkg]; ok && (list == nil || slices.Contains(list, name)) {
				out = append(out, violation{f.at(n), pkg + "." + name + " " + why})
			}
		})
	}
	return out
}

func in(dirs ...string) func(string) bool {
	return func(dir string) bool {
		return slices.ContainsFunc(dirs, func(d string) bool { return dir == d || strings.HasPrefix(dir, d+"/") })
	}
}
