// Package tasks is planted.
package tasks

import (
	_ "crypto/rand" // want
	_ "crypto/tls"
	_ "golang.org/x/crypto/argon2" // want
)
