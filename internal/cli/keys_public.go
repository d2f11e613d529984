package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"tonggui/internal/platform/config"
)

// PublicKeys gives public keys, the newest first; some make a new one before.
type PublicKeys func(ctx context.Context, c *config.Config, log *slog.Logger) ([]string, error)

const (
	auditKeysAre    = "Public keys of the audit log, the newest first. Keep this apart from the server."
	approvalKeysAre = "Public keys with which this company signs approvals, the newest first. Give them to whoever verifies."
)

// publicKeys prints keys so that the output is a key file, which says at its top what they are.
func publicKeys(of func(App) PublicKeys, are string) func(*call) func(context.Context) error {
	return func(c *call) func(context.Context) error {
		return func(ctx context.Context) error {
			ask := of(c.app)
			if ask == nil {
				return errNotBuilt
			}
			keys, err := ask(ctx, &c.cfg.Config, c.log)
			if err != nil {
				return err
			}
			out := struct {
				Keys []string `json:"keys"`
			}{keys}
			return c.report(out, func(w io.Writer) error {
				_, err := fmt.Fprintf(w, "# %s\n%s\n", are, strings.Join(keys, "\n"))
				return err
			})
		}
	}
}
