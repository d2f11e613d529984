// Package haystack fills a house with a company's talk and searches it: how fast, and whether
// everything is found. `go test` uses 20,000 messages, `make soak` a million.
package haystack
