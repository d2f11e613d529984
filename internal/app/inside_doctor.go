package app

import (
	"strings"

	"tonggui/internal/platform/config"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
)

// inside finds lines between this server and what it needs on which messages, files or passwords travel
// in the clear. NATS has a check of its own.
func inside(c *config.Config) doctor.Finding {
	open := []string{}
	if host, encrypted := db.Secured(c.DatabaseURL.Reveal()); !c.DatabaseURL.Empty() && !encrypted && !local(host) {
		open = append(open, "the database at "+host+" (add sslmode=verify-full to database_url)")
	}
	if c.BlobStore == "s3" && plain(c.S3Endpoint) {
		open = append(open, "the S3 server at "+c.S3Endpoint+" (write https:// in s3_endpoint)")
	}
	if plain(c.OTLPEndpoint) {
		open = append(open, "the collector of traces at "+c.OTLPEndpoint+" (write https:// in otlp_endpoint)")
	}
	if len(open) > 0 {
		return doctor.Worry("encrypt these lines, unless the network between the machines is theirs alone", "not encrypted: %s", strings.Join(open, "; "))
	}
	return doctor.Good("what leaves this machine for other servers is encrypted, as far as the settings tell")
}

func plain(address string) bool { return strings.HasPrefix(address, "http://") && !loopback(address) }

func hostOf(c *config.Config) string {
	host, _ := db.Secured(c.DatabaseURL.Reveal())
	return host
}
