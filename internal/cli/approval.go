package cli

import (
	"context"
)

// ApprovalVerify names the files that verifying a signed approval needs.
type ApprovalVerify struct {
	File        string   // signed.json
	Key         string   // the company's public keys
	Attachments []string // folders and files beside it; none: they are not compared
}

func verifyApproval(c *call) func(context.Context) error {
	o := ApprovalVerify{}
	c.set.Var((*names)(&o.Attachments), "attachments", "`path` of a folder or file to compare with the files that were signed; may be given again")
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
		return c.verified(r)
	}
}
