// Package password is planted.
package password

import _ "crypto/rand"
