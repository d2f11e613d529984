package content

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// HeadSize is how much of a file's beginning Look wants to see.
const HeadSize = 4 << 10

// Claim is what a sender says of a file.
type Claim struct {
	Name string
	Type string // as browsers name it; may be empty
}

// Kind is what a file is.
type Kind struct {
	Mime  string
	Media Media
}

// ErrLies says that a file is not what it is claimed to be.
var ErrLies = errors.New("content: the file is not what its name or type says")

// Look tells what a file is from its beginning.
//
// Errors: ErrLies.
func Look(head []byte, c Claim) (Kind, error) {
	is, mime := sniff(head)
	ext, known := claims[extension(c.Name)]
	if known && !ext.holds(is) {
		return Kind{}, ErrLies
	}
	base, _, _ := strings.Cut(strings.ToLower(c.Type), ";")
	named, claimed := declared[strings.TrimSpace(base)]
	if claimed && !named.holds(is) {
		return Kind{}, ErrLies
	}
	k := Kind{mime, media[is]}
	if is == video && (ext.class == audio || named.class == audio) {
		k.Media = Audio // the container is the same
	}
	return k, nil
}

func (c claim) holds(is class) bool {
	return is == unknown && c.vague || slices.Contains(accepted[c.class], is)
}

func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

func fields(words string) []string { return strings.Fields(words) }

// sniff recognises the beginning of a file.
func sniff(head []byte) (class, string) {
	m := mimetype.Detect(head)
	for at := m; at != nil; at = at.Parent() {
		if c, told := classOf(bare(at.String())); told {
			return c, bare(m.String())
		}
	}
	if early := head[:min(len(head), 1024)]; bytes.Contains(early, []byte("%PDF-")) {
		return pdf, "application/pdf" // what mail and printers put in front does not matter to readers
	}
	if m.Is("application/octet-stream") {
		return unknown, "application/octet-stream"
	}
	return data, bare(m.String())
}

func bare(mime string) string {
	base, _, _ := strings.Cut(mime, ";")
	return base
}

// special types are not of the class that their first word says, or have a first word that says none.
var special = map[string]class{
	"image/svg+xml": text, "image/vnd.djvu": data,
	"application/pdf": pdf, "application/ogg": audio, "application/vnd.rn-realmedia-vbr": video, "application/vnd.rn-realmedia": video,
	"application/json": text, "application/xml": text, "application/xhtml+xml": text, "application/postscript": data,
	"application/x-ole-storage": office, "text/rtf": office, "application/epub+zip": office,
	"application/zip": archive, "application/x-rar-compressed": archive, "application/x-7z-compressed": archive, "application/gzip": archive,
	"application/x-tar": archive, "application/x-bzip2": archive, "application/x-xz": archive, "application/zstd": archive,
	"application/lzip": archive, "application/x-cpio": archive, "application/x-unix-archive": archive, "application/x-rpm": archive,
	"application/vnd.ms-cab-compressed": archive, "application/x-installshield": archive,
	"application/vnd.microsoft.portable-executable": program, "application/x-elf": program, "application/x-mach-binary": program,
	"application/x-java-applet": program, "application/wasm": program, "application/x-ms-shortcut": program,
}

func classOf(mime string) (class, bool) {
	if c, ok := special[mime]; ok {
		return c, true
	}
	switch {
	case strings.HasPrefix(mime, "application/vnd.openxmlformats-officedocument"), strings.HasPrefix(mime, "application/vnd.oasis.opendocument"):
		return office, true
	case strings.HasPrefix(mime, "image/"):
		return image, true
	case strings.HasPrefix(mime, "audio/"):
		return audio, true
	case strings.HasPrefix(mime, "video/"):
		return video, true
	case strings.HasPrefix(mime, "text/"):
		return text, true
	}
	return unknown, false
}
