// Package org is planted.
package org

import "tonggui/internal/platform/apperr"

var a = apperr.Define(404, "planted.without_words") // want
var b = apperr.Define(404, "not_found")
