// Package app is planted.
package app

import "context"

var a = context.Background()
