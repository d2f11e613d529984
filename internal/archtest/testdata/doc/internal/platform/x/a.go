// Package x is planted: the platform needs no doc.go, a comment is enough.
package x
