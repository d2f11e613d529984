// Package backup is planted.
package backup

import _ "tonggui/internal/files" // want
