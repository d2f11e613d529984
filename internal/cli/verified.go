package cli

import "io"

// Report is what verifying found.
type Report struct {
	OK      bool
	Details any // for --json
	Print   func(w io.Writer, language string) error
}

// verified prints what was found; what is not as it was signed ends the program with 1.
func (c *call) verified(r Report) error {
	if err := c.report(r.Details, func(w io.Writer) error { return r.Print(w, c.language()) }); err != nil {
		return err
	}
	if !r.OK {
		return errFailed // the report has said why
	}
	return nil
}
