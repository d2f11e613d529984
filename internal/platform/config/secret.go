package config

import (
	"fmt"
	"log/slog"
)

const mask = "***"

// Secret is a text that must not reach a log, a page or an error. Every usual
// way of printing it gives ***; only Reveal gives the text.
type Secret struct{ text string }

// NewSecret wraps a text.
func NewSecret(text string) Secret { return Secret{text} }

// Reveal gives the text, for the one place that needs it.
func (s Secret) Reveal() string { return s.text }

// Empty says whether there is nothing inside.
func (s Secret) Empty() bool { return s.text == "" }

// String is empty for an empty secret, so that "not set" stays visible.
func (s Secret) String() string {
	if s.text == "" {
		return ""
	}
	return mask
}

// Format covers every verb, %#v, %x and %d included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// MarshalText serves JSON, TOML and XML.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue serves slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
