// Package tasks is planted.
package tasks

import (
	_ "crypto/rand" // want
	_ "crypto/tls"
	_ "github.com/tink-crypto/tink-go/v2/aead" // want
	_ "golang.org/x/crypto/argon2"             // want
)
