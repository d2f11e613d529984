// Package clock is planted.
package clock

import "time"

var a = time.Now()
