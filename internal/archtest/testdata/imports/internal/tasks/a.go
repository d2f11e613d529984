// Package tasks is planted.
package tasks

import (
	_ "tonggui/internal/app"                   // want
	_ "tonggui/internal/docs"                  // want
	_ "tonggui/internal/governance/complaints" // want
	_ "tonggui/internal/messaging"
	_ "tonggui/web" // want
)
