package password

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"strings"

	"tonggui/internal/platform/id"
)

// initialMarker begins the stored form of an initial password.
const initialMarker = "$initial$"

// crockford leaves out I, L, O and U, which people misread or which make words.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var crockfordCoding = base32.NewEncoding(crockford).WithPadding(base32.NoPadding)

const initialLength = 26

// NewInitial returns a fresh initial password, XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX.
func NewInitial() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	s := crockfordCoding.EncodeToString(b[:])
	return s[0:5] + "-" + s[5:10] + "-" + s[10:15] + "-" + s[15:20] + "-" + s[20:]
}

// HashInitial returns the stored form. The account is part of it, so that one hash never serves two.
func HashInitial(account id.ID, initial string) string {
	sum := sha256.Sum256(append(account[:], canonical(initial)...))
	return initialMarker + base64.RawStdEncoding.EncodeToString(sum[:])
}

// IsInitial tells whether a stored form is that of an initial password.
func IsInitial(stored string) bool { return strings.HasPrefix(stored, initialMarker) }

// VerifyInitial tells whether what was typed is the initial password behind the stored form; case,
// dashes and spaces do not matter, nor the letters that look like digits.
func VerifyInitial(stored string, account id.ID, typed string) bool {
	return len(canonical(typed)) == initialLength &&
		subtle.ConstantTimeCompare([]byte(stored), []byte(HashInitial(account, typed))) == 1
}

var lookalikes = strings.NewReplacer("-", "", " ", "", "\t", "", "O", "0", "I", "1", "L", "1")

func canonical(typed string) string { return lookalikes.Replace(strings.ToUpper(fold(typed))) }
