package signature

import (
	"crypto/sha256"
	"io"
	"slices"
)

// The codes of differences between files and those that were signed.
const (
	FileMissing  = "missing"  // the approval's last values name it, and it was not given
	FileSize     = "size"     // of this name, and of another size
	FileDiffers  = "differs"  // of this name and size, and of other bytes
	FileRenamed  = "renamed"  // these bytes were signed under another name
	FileUnsigned = "unsigned" // nothing of it was signed
)

// Given is a file that somebody has beside a signed document.
type Given struct {
	Name   string // without folders
	Size   int64
	SHA256 Hash
}

// Read makes out what a file is.
func Read(name string, r io.Reader) (g Given, err error) {
	g.Name = name
	sum := sha256.New()
	g.Size, err = io.Copy(sum, r)
	sum.Sum(g.SHA256[:0])
	return g, err
}

// Difference is one thing that is not as it was signed.
type Difference struct {
	Code   string `json:"code"`
	Name   string `json:"name"`             // of the file that was given; of the signed one where it is missing
	Signed string `json:"signed,omitempty"` // the name under which it was signed, where that is another one
}

// Comparison says how files stand to those that were signed.
type Comparison struct {
	OK          bool         `json:"ok"`
	Same        []string     `json:"same"` // names of those that are as they were signed
	Differences []Difference `json:"differences"`
}

// Compare compares files with those of a report that is OK. Files of earlier values, and what was drawn by hand,
// may be given and need not be.
func Compare(signed []Attachment, given []Given) Comparison {
	c := comparing{signed: signed, given: given, met: make([]bool, len(signed)), out: Comparison{Same: []string{}, Differences: []Difference{}}}
	for _, as := range []func(Attachment, Given) bool{
		func(a Attachment, g Given) bool { return a.SHA256 == g.SHA256 && a.Name == g.Name },
		func(a Attachment, g Given) bool { return a.SHA256 == g.SHA256 && a.Name == "" },
		func(a Attachment, g Given) bool { return a.SHA256 == g.SHA256 },
		func(a Attachment, g Given) bool { return a.Name == g.Name },
	} {
		c.match(as)
	}
	for _, g := range c.given {
		c.add(FileUnsigned, g.Name, "")
	}
	for i, a := range signed {
		if !c.met[i] && a.Last && a.Name != "" {
			c.add(FileMissing, a.Name, "")
		}
	}
	c.out.OK = len(c.out.Differences) == 0
	return c.out
}

type comparing struct {
	signed []Attachment
	met    []bool  // of signed: a file was found for it
	given  []Given // that stand for nothing yet
	out    Comparison
}

func (c *comparing) add(code, name, signed string) {
	c.out.Differences = append(c.out.Differences, Difference{code, name, signed})
}

// match finds what given files stand for, in one way, and notes how they differ from it. Two files may have the same
// bytes; one that has others stands for none that was found already.
func (c *comparing) match(as func(Attachment, Given) bool) {
	c.given = slices.DeleteFunc(slices.Clone(c.given), func(g Given) bool {
		found := -1
		for i, a := range c.signed {
			if as(a, g) && (!c.met[i] || a.SHA256 == g.SHA256 && found < 0) {
				found = i
				if !c.met[i] {
					break
				}
			}
		}
		if found >= 0 {
			c.met[found] = true
			c.judge(c.signed[found], g)
		}
		return found >= 0
	})
}

func (c *comparing) judge(a Attachment, g Given) {
	switch {
	case a.SHA256 == g.SHA256 && (a.Name == g.Name || a.Name == ""):
		c.out.Same = append(c.out.Same, g.Name)
	case a.SHA256 == g.SHA256:
		c.add(FileRenamed, g.Name, a.Name)
	case a.Size != g.Size:
		c.add(FileSize, g.Name, "")
	default:
		c.add(FileDiffers, g.Name, "")
	}
}
