// Package sub is planted.
package sub

import (
	_ "tonggui/internal/audit"
	_ "tonggui/internal/messaging" // want
	_ "tonggui/internal/org"
	_ "tonggui/internal/testkit/dbtest" // want
	_ "tonggui/internal/unheard"        // want
)
