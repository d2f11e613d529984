package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/platform/version"
)

// errNotBuilt says that a command's function was not handed in.
var errNotBuilt = errors.New("this program was built without this command")

func serve(c *call) func(context.Context) error {
	return func(ctx context.Context) error {
		if c.app.Serve == nil {
			return errNotBuilt
		}
		return c.app.Serve(ctx, &c.cfg.Config, c.log)
	}
}

func demo(c *call) func(context.Context) error {
	return func(ctx context.Context) error {
		if c.app.Demo == nil {
			return errNotBuilt
		}
		return c.app.Demo(ctx, &c.cfg.Config, c.log, c.Out)
	}
}

func setup(c *call) func(context.Context) error {
	return func(ctx context.Context) error {
		if c.app.Setup == nil {
			return errNotBuilt
		}
		link, err := c.app.Setup(ctx, &c.cfg.Config, c.log)
		if err != nil {
			return err
		}
		return c.report(link, func(w io.Writer) error {
			if !link.Needed {
				_, err := fmt.Fprintln(w, "There is an administrator already. Nothing to set up.")
				return err
			}
			_, err := fmt.Fprintf(w, "Open this link once, before %s:\n\n  %s\n", clock.Instant(link.ExpiresAt).Time().Format(time.RFC1123), link.URL)
			return err
		})
	}
}

func migrate(c *call) func(context.Context) error {
	return func(ctx context.Context) error {
		if c.app.Migrate == nil {
			return errNotBuilt
		}
		done, err := c.app.Migrate(ctx, &c.cfg.Config, c.log)
		if err != nil {
			return err
		}
		if done.Applied == nil {
			done.Applied = []string{} // a list in JSON, even if empty
		}
		return c.report(done, func(w io.Writer) error {
			for _, name := range done.Applied {
				if _, err := fmt.Fprintln(w, "applied", name); err != nil {
					return err
				}
			}
			_, err := fmt.Fprintln(w, "The database is at this program's version.")
			return err
		})
	}
}

func diagnose(c *call) func(context.Context) error {
	return func(ctx context.Context) error {
		checks := []doctor.Check{{Name: "configuration", Look: func(context.Context) doctor.Finding {
			if c.cfgErr != nil {
				return doctor.Bad("`tonggui config` shows every setting and where it came from", "%v", c.cfgErr)
			}
			if len(c.cfg.Warnings) > 0 {
				return doctor.Worry("correct the names, or remove them; `tonggui config` lists all settings", "%s", strings.Join(c.cfg.Warnings, "; "))
			}
			return doctor.Good("every setting can be used")
		}}}
		checks = append(checks, doctor.Machine(c.cfg, clock.NewSystem())...)
		if c.app.Checks != nil && c.cfgErr == nil {
			checks = append(checks, c.app.Checks(&c.cfg.Config)...)
		}
		r := doctor.Run(ctx, checks)
		if err := c.report(r, r.Print); err != nil {
			return err
		}
		if !r.OK {
			return errFailed
		}
		return nil
	}
}

func showConfig(c *call) func(context.Context) error {
	page := c.set.Bool("markdown", false, "print the settings page of the guide instead")
	return func(context.Context) error {
		if *page {
			_, err := io.WriteString(c.Out, config.Markdown())
			return err
		}
		problems, _ := errors.AsType[config.Problems](c.cfgErr)
		if problems == nil {
			problems = config.Problems{} // a list in JSON, even if empty
		}
		out := struct {
			File     string          `json:"file"`
			Settings []config.Shown  `json:"settings"`
			Problems config.Problems `json:"problems"`
		}{c.cfg.File, c.cfg.Show(), problems}
		if err := c.report(out, c.cfg.Print); err != nil {
			return err
		}
		return c.cfgErr
	}
}

func rotateKeys(c *call) func(context.Context) error {
	return func(context.Context) error {
		if c.app.RotateKeys == nil {
			return errNotBuilt
		}
		n, err := c.app.RotateKeys(&c.cfg.Config)
		if err != nil {
			return err
		}
		out := struct {
			File string `json:"file"`
			Keys int    `json:"keys"`
		}{c.cfg.BlobKeys(), n}
		return c.report(out, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%s holds %d keys now; the newest seals from now on.\n"+
				"Back this file up again, apart from the files, and copy it to every server of the installation.\n", out.File, n)
			return err
		})
	}
}

func openAPI(c *call) func(context.Context) error {
	return func(context.Context) error {
		if c.app.OpenAPI == nil {
			return errNotBuilt
		}
		document, err := c.app.OpenAPI()
		if err != nil {
			return err
		}
		_, err = c.Out.Write(append(document, '\n'))
		return err
	}
}

func showVersion(c *call) func(context.Context) error {
	return func(context.Context) error {
		v := version.Get()
		return c.report(v, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "tonggui %s (commit %s, %s, %s)\n", v.Version, v.Commit, v.Go, v.System)
			return err
		})
	}
}
