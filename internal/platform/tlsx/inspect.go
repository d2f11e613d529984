package tlsx

import (
	"crypto/tls"
	"time"
)

// Until reads a certificate and key from files and tells until when the
// certificate lasts, for reports.
func Until(certFile, keyFile string) (time.Time, error) {
	c, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return time.Time{}, err
	}
	return c.Leaf.NotAfter, nil
}
