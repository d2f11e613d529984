// Package org is planted.
package org

import (
	"net"
	"net/http"
)

func a() {
	_, _ = http.Get("http://example.com") // want
	_ = http.Client{}                     // want
	_, _ = net.Dial("tcp", "")            // want
	_ = http.StatusOK
	http := struct{ Client int }{}
	_ = http.Client
}
