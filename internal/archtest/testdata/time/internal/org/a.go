// Package org is planted.
package org

import (
	"time"
	t2 "time"
)

var a = time.Now()    // want
var b = time.Since(a) // want
var c = t2.Until(a)   // want
var now = time.Now    // want
var d = time.Second
