package archtest

// exceptions names, per rule, the files that may break it, and why.
var exceptions = map[string]map[string]string{
	"background": {
		"internal/platform/db/writer.go": "the writer's own statements (begin, commit) belong to no request and must not be cut off by one",
	},
}

// cryptoRooms names the packages that may use cryptography, and for what.
var cryptoRooms = map[string]string{
	"internal/approvals/signature": "hashes and signatures of approvals' records",
	"internal/audit":               "hash chain and salted commitments",
	"internal/audit/proof":         "keys and signatures of checkpoints",
	"internal/audit/witness":       "the authorities that vouch for the server whose log is watched",
	"internal/files":               "hashes of what is uploaded, seals of links, random names of blobs",
	"internal/messaging":           "hash of a message, which is its audit record",
	"internal/org":                 "session tokens and their hashes",
	"internal/org/passkey":         "challenges, hashes of enrolments",
	"internal/org/password":        "argon2id, hashes and random initial passwords",
	"internal/platform/blob":       "digests by which an S3 server verifies what arrives, and the authorities that vouch for it",
	"internal/platform/crypt":      "encryption at rest",
	"internal/platform/doctor":     "the own authority, by which the own address is visited",
	"internal/platform/httpapi":    "request ids, nonces, ETags",
	"internal/platform/id":         "random part of ids",
	"internal/platform/realtime":   "the handshake of WebSockets, which asks for SHA-1",
	"internal/platform/tlsx":       "certificates",
	"internal/platform/tracing":    "the authorities that vouch for the collector",
	"internal/platform/webui":      "ETags of the web client's files",
	"internal/platform/webauthn":   "signatures of passkeys",
	"internal/rulebook":            "hashes of evidence",
	"internal/rulebook/regulation": "hash of a version's words, which people acknowledge",
}

// networkRooms names the packages that may open connections, and to whom.
var networkRooms = map[string]string{
	"internal/audit/witness":    "the server whose log a witness watches, which an administrator named",
	"internal/platform/blob":    "the S3 server that an administrator named; it stands inside, where egress never goes",
	"internal/platform/doctor":  "the product's own public address, as people reach it",
	"internal/platform/egress":  "everything that anybody else names",
	"internal/platform/tracing": "the collector of traces that an administrator named",
}
