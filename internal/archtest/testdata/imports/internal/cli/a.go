// Package cli is planted.
package cli

import (
	_ "tonggui/internal/org" // want
	_ "tonggui/internal/platform/config"
)
