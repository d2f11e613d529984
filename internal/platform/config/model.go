package config

import (
	"log/slog"
	"net/netip"
	"net/url"
	"path/filepath"
)

// Config is the whole configuration after reading and checking.
type Config struct {
	Data           string
	Listen         string
	PublicURL      *url.URL // nil when not set
	DatabaseURL    Secret   // empty: SQLite in the data folder
	NATSURLs       []string // none: NATS in the process
	NATSUser       string
	NATSPassword   Secret
	NATSToken      Secret
	NATSCreds      string // path
	NATSCA         string // path
	LogLevel       slog.Level
	LogFormat      string // "text" or "json"
	TLSCert        string
	TLSKey         string
	TLSACMEDomains []string
	TLSACMEEmail   string
	TLSOwnCA       bool
	TLSOwnCANames  []string
	TrustedProxies []netip.Prefix
	MetricsFrom    []netip.Prefix // who may read /metrics
	DebugListen    string         // loopback; empty: profiles cannot be taken
	FilesOrigin    string         // scheme and host; empty: files come from public_url
	MaxUpload      int64          // bytes
	BlobStore      string         // "disk" or "s3"
	BlobKeysFile   string         // empty: in the data folder, see BlobKeys
	KeysPassphrase Secret         // empty: the file of keys is not sealed
	S3Endpoint     string
	S3Bucket       string
	S3Region       string
	S3AccessKey    string
	S3SecretKey    Secret
	S3Addressing   string // "auto", "path" or "host"
	S3CA           string
	AuditFile      string // checkpoints of the audit log are added to it; empty: none
	AuditBucket    string // and put into this bucket of the S3 server; empty: none
	OTLPEndpoint   string // empty: nothing is traced
	OTLPHeaders    Secret // see CollectorHeaders
	OTLPCA         string
	OTLPSample     float64 // of all requests: 0 to 1
	LinkPreviews   bool
	EgressDeny     []netip.Prefix // never connected on behalf of people
}

// TLS says whether the server itself speaks TLS, by whichever means.
func (c *Config) TLS() bool {
	return c.TLSCert != "" || len(c.TLSACMEDomains) > 0 || c.TLSOwnCA
}

// Origin is the address that people use, without a path: public_url when it is
// set, else what follows from the listening address.
func (c *Config) Origin() string {
	if c.PublicURL != nil {
		return c.PublicURL.Scheme + "://" + c.PublicURL.Host
	}
	if c.TLS() {
		return "https://" + c.Listen
	}
	return "http://" + c.Listen
}

// BlobKeys is where the keys lie that stored files and the audit log's signing keys are sealed with.
func (c *Config) BlobKeys() string {
	if c.BlobKeysFile != "" {
		return c.BlobKeysFile
	}
	return c.Path("keys", "blobs.json")
}

// Path names a file inside the data folder.
func (c *Config) Path(parts ...string) string {
	return filepath.Join(append([]string{c.Data}, parts...)...)
}
