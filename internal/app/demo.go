package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"tonggui/internal/demo"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
)

// cheap is the cost of passwords while the sample is made: everybody there has the same printed one.
var cheap = password.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}

// runDemo serves the sample company and says who can log in.
func runDemo(ctx context.Context, c *config.Config, log *slog.Logger, out io.Writer) error {
	if !c.DatabaseURL.Empty() {
		return errors.New("the sample company lives in SQLite in its data folder: leave database_url empty for tonggui demo")
	}
	made, err := demo.Seed(ctx, demo.Options{Dir: c.Data, Clock: clock.NewSystem(), Open: func(ctx context.Context, dir string, cl clock.Clock) (demo.Rooms, error) {
		h, err := Build(ctx, Options{Dir: dir, Clock: cl, PasswordCost: cheap, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			return demo.Rooms{}, err
		}
		return demo.Rooms{Org: h.Org, Calendar: h.Calendar, Rules: h.Rulebook, Regulations: h.Statutes, Signing: h.Signing, Approvals: h.Approvals, Files: h.Files, Messaging: h.Messaging,
			Close: func() error { h.Close(); return nil }}, nil
	}})
	if err != nil {
		return err
	}
	if made {
		log.Info("the sample company was made", "data", c.Data)
	}
	return serve(ctx, c, log, func(context.Context, *House) error { return introduce(out, c.Origin()) })
}

// introduce prints the address and who can log in.
func introduce(out io.Writer, origin string) error {
	logins, err := demo.Logins()
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n  同轨 Tonggui: %s\n\n  Everybody's password / 所有人的密码: %s\n\n", origin, demo.Password)
	for _, l := range logins {
		fmt.Fprintf(&b, "  %-6s %s  %s · %s\n", l.Number, l.Name, l.Post, l.Note)
	}
	b.WriteString("\n  Ctrl+C ends it. / 按 Ctrl+C 结束。\n\n")
	_, err = io.WriteString(out, b.String())
	return err
}
