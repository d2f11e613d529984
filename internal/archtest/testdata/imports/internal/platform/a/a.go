// Package a is planted.
package a

import (
	_ "tonggui/catalogue"
	_ "tonggui/internal/org" // want
	_ "tonggui/internal/platform/b"
)
