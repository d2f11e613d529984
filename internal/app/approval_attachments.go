package app

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tonggui/internal/approvals/signature"
)

// mostAttachments is far above what an approval can name.
const mostAttachments = 10_000

// givenFiles reads the files at paths, and below those that are folders; what is there besides (the signed document,
// the key) is left out. Links are not followed.
func givenFiles(paths []string, besides ...string) (out []signature.Given, err error) {
	not := []os.FileInfo{}
	for _, path := range besides {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		not = append(not, info)
	}
	for _, path := range paths {
		if err := filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			for _, other := range not {
				if os.SameFile(info, other) {
					return nil
				}
			}
			if len(out) == mostAttachments {
				return fmt.Errorf("%s: there are more than %d files", path, mostAttachments)
			}
			one, err := givenFile(at)
			out = append(out, one)
			return err
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func givenFile(path string) (g signature.Given, err error) {
	f, err := os.Open(path)
	if err != nil {
		return g, err
	}
	defer func() { _ = f.Close() }()
	return signature.Read(filepath.Base(path), f)
}
