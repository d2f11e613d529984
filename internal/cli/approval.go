package cli

import (
	"context"
	"io"
)

// ApprovalVerify names the files that verifying a signed approval needs.
type ApprovalVerify struct {
	File        string   // signed.json
	Key         string   // the company's public keys
	Attachments []string // folders and files beside it; none: they are not compared
}

// ApprovalReport is what verifying found.
type ApprovalReport struct {
	OK      bool
	Details any // for --json
	Print   func(w io.Writer, language string) error
}

func verifyApproval(c *call) func(context.Context) error {
	o := ApprovalVerify{}
	c.set.Func("attachments", "`path` of a folder or file to compare with the files that were signed; may be given again", func(path string) error {
		o.Attachments = append(o.Attachments, path)
		return nil
	})
	c.set.StringVar(&o.Key, "key", "", "`file` with the company's public keys, as `tonggui approval key` prints them")
	return func(context.Context) error {
		if c.app.VerifyApproval == nil {
			return errNotBuilt
		}
		if o.Key == "" {
			return usageError("approval verify wants --key FILE: without the company's public key nothing is proven")
		}
		o.File = c.args[0]
		r, err := c.app.VerifyApproval(o)
		if err != nil {
			return err
		}
		if err := c.report(r.Details, func(w io.Writer) error { return r.Print(w, c.language()) }); err != nil {
			return err
		}
		if !r.OK {
			return errFailed // the report has said why
		}
		return nil
	}
}
