// Package nodes proves that several servers are one installation: real processes that share
// PostgreSQL, NATS and an S3 server, and nothing else. People talk over all of them while one of these
// is killed, stopped or cut off.
package nodes
