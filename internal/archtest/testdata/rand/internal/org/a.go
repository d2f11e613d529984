// Package org is planted.
package org

import (
	"math/rand"
	v2 "math/rand/v2"
)

var a = rand.Int() // want
var b = v2.Int()   // want
