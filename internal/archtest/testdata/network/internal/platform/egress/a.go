// Package egress is planted.
package egress

import "net/http"

var a = http.Client{}
