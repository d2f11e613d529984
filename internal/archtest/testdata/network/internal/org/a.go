// Package org is planted.
package org

import (
	"net"
	"net/http"

	"github.com/minio/minio-go/v7"
)

func a() {
	_, _ = http.Get("http://example.com") // want
	_ = http.Client{}                     // want
	_, _ = net.Dial("tcp", "")            // want
	_, _ = minio.New("", nil)             // want
	_ = http.StatusOK
	http := struct{ Client int }{}
	_ = http.Client
}
