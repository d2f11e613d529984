// Package pdftext reads what people read in the documents of platform/pdf: by the font's own table of
// characters, so what could not be copied out of a document is not found in it either.
package pdftext

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

var (
	stream = regexp.MustCompile(`(?s)stream\r?\n(.*?)endstream`)
	mapped = regexp.MustCompile(`<([0-9A-F]{4})><[0-9A-F]{4}><([0-9A-F]+)>`)
	shown  = regexp.MustCompile(`\[<([0-9A-F]+)>\] TJ`)
)

// Read returns the lines of a document, in the order in which they were written.
func Read(t testing.TB, data []byte) string {
	t.Helper()
	characters, texts := map[string]string{}, [][]byte{}
	for _, m := range stream.FindAllSubmatch(data, -1) {
		body := m[1]
		if z, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
			if body, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range mapped.FindAllSubmatch(body, -1) {
			raw, err := hex.DecodeString(string(c[2]))
			if err != nil || len(raw)%2 != 0 {
				t.Fatalf("a character is %q", c[2])
			}
			units := []uint16{}
			for i := 0; i < len(raw); i += 2 {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
			characters[string(c[1])] = string(utf16.Decode(units))
		}
		texts = append(texts, body)
	}
	var out strings.Builder
	for _, body := range texts {
		for _, m := range shown.FindAllSubmatch(body, -1) {
			for i := 0; i+4 <= len(m[1]); i += 4 {
				out.WriteString(characters[string(m[1][i:i+4])])
			}
			out.WriteByte('\n')
		}
	}
	return out.String()
}
