// Package training is planted.
package training

import (
	_ "tonggui/internal/governance/complaints" // want
	_ "tonggui/internal/governance/training/part"
)
