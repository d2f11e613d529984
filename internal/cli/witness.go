package cli

import (
	"context"
	"fmt"
	"io"
)

// WitnessOptions say which log is watched.
type WitnessOptions struct {
	Of    string // the server's address
	OfKey string // file with the log's public keys
	OfCA  string // file with authorities to trust for it; empty: the machine's
	Name  string // under which the witness signs
}

func witness(c *call) func(context.Context) error {
	o := WitnessOptions{}
	c.set.StringVar(&o.Of, "of", "", "`address` of the server that is watched, such as https://im.example.com")
	c.set.StringVar(&o.OfKey, "of-key", "", "`file` with its audit log's public keys, as `tonggui audit key` prints them there")
	c.set.StringVar(&o.OfCA, "of-ca", "", "`file` with certificate authorities (PEM) to trust for that server instead of the machine's")
	witnessName(c, &o.Name)
	return func(ctx context.Context) error {
		if c.app.Witness == nil {
			return errNotBuilt
		}
		if o.Of == "" || o.OfKey == "" {
			return usageError("witness wants --of ADDRESS and --of-key FILE")
		}
		return c.app.Witness(ctx, &c.cfg.Config, c.log, o)
	}
}

func witnessName(c *call, to *string) {
	c.set.StringVar(to, "name", "", "`name` under which this witness signs, without spaces (default: witness/ and this machine's name)")
}

func witnessKey(c *call) func(context.Context) error {
	name := ""
	witnessName(c, &name)
	return func(context.Context) error {
		if c.app.WitnessKey == nil {
			return errNotBuilt
		}
		key, err := c.app.WitnessKey(&c.cfg.Config, name)
		if err != nil {
			return err
		}
		out := struct {
			Key string `json:"key"`
		}{key}
		return c.report(out, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "# Public key of a witness of the audit log.\n%s\n", key)
			return err
		})
	}
}
