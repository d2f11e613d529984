// Package app is planted.
package app

import (
	_ "tonggui/internal/cli"
	_ "tonggui/internal/tasks"
	_ "tonggui/web"
)
