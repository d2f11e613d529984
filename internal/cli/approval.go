package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
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

func approvalKey(c *call) func(context.Context) error {
	return func(ctx context.Context) error {
		if c.app.ApprovalKeys == nil {
			return errNotBuilt
		}
		keys, err := c.app.ApprovalKeys(ctx, &c.cfg.Config, c.log)
		if err != nil {
			return err
		}
		return c.reportApprovalKeys(keys)
	}
}

func rotateApprovalKey(c *call) func(context.Context) error {
	return func(ctx context.Context) error {
		if c.app.RotateApprovalKey == nil {
			return errNotBuilt
		}
		keys, err := c.app.RotateApprovalKey(ctx, &c.cfg.Config, c.log)
		if err != nil {
			return err
		}
		return c.reportApprovalKeys(keys)
	}
}

// reportApprovalKeys prints keys so that the output is a key file.
func (c *call) reportApprovalKeys(keys []string) error {
	out := struct {
		Keys []string `json:"keys"`
	}{keys}
	return c.report(out, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "# Public keys with which this company signs approvals, the newest first. Give them to whoever verifies.\n%s\n", strings.Join(keys, "\n"))
		return err
	})
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
