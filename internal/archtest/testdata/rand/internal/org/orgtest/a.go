// Package orgtest is planted.
package orgtest

import "math/rand/v2"

var a = rand.Int()
