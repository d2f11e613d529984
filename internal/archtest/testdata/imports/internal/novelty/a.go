// Package novelty is planted: no such room is in the table.
package novelty

import _ "tonggui/internal/org" // want
