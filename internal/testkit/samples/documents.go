package samples

import (
	"archive/zip"
	"bytes"
	"io"
)

// HTML runs something where it is shown as what it is.
func HTML() []byte {
	return []byte("<!DOCTYPE html><html><script>alert(document.domain)</script></html>")
}

// SVG is an image that runs something.
func SVG() []byte {
	return []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>`)
}

// PDF is the beginning of one.
func PDF() []byte {
	return []byte("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
}

// EXE is the beginning of a program for Windows.
func EXE() []byte {
	out := make([]byte, 512)
	copy(out, "MZ")
	out[0x3c] = 0x80
	copy(out[0x80:], "PE\x00\x00\x64\x86")
	return out
}

// Polyglot is a GIF to some programs and a script to others.
func Polyglot() []byte {
	return []byte("GIF89a/*\x01\x00\x00\x00\x00*/=1;alert(document.domain)//;")
}

// ZipBomb unpacks to size bytes.
func ZipBomb(size int64) []byte {
	return zipped(map[string]func(w io.Writer){"bomb.txt": func(w io.Writer) {
		zeros := make([]byte, 1<<20)
		for left := size; left > 0; left -= int64(len(zeros)) {
			_, _ = w.Write(zeros[:min(left, int64(len(zeros)))])
		}
	}})
}

// DOCX is as much of a text document as tells what it is.
func DOCX() []byte {
	word := func(text string) func(w io.Writer) {
		return func(w io.Writer) { _, _ = w.Write([]byte(text)) }
	}
	return zipped(map[string]func(w io.Writer){"[Content_Types].xml": word("<Types/>"), "word/document.xml": word("<w:document/>")})
}

func zipped(files map[string]func(w io.Writer)) []byte {
	return encode(func(b *bytes.Buffer) error {
		z := zip.NewWriter(b)
		for _, name := range []string{"[Content_Types].xml", "word/document.xml", "bomb.txt"} {
			if fill := files[name]; fill != nil {
				w, err := z.Create(name)
				if err != nil {
					return err
				}
				fill(w)
			}
		}
		return z.Close()
	})
}
