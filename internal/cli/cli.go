package cli

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"tonggui/internal/platform/config"
	"tonggui/internal/platform/log"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// Streams is the program's surroundings, so that tests can give their own.
type Streams struct {
	Out, Err io.Writer
	Env      []string
}

// call is one run of one command.
type call struct {
	Streams
	app    App
	set    *flag.FlagSet
	args   []string // what is left after the flags
	flags  *config.Flags
	asJSON bool
	cfg    *config.Loaded
	cfgErr error
	log    *slog.Logger
}

// errFailed ends a command with exit code 1 after it has said why itself.
var errFailed = errors.New("failed")

// usageError is a wrong use of a command.
type usageError string

func (e usageError) Error() string { return string(e) }

// Main runs one command and gives the exit code.
func Main(ctx context.Context, args []string, s Streams, app App) int {
	cmd, rest, code := choose(args, s)
	if cmd == nil {
		return code
	}
	c := &call{Streams: s, app: app, set: flag.NewFlagSet("tonggui "+cmd.name, flag.ContinueOnError)}
	c.set.SetOutput(s.Err)
	c.set.Usage = func() { cmd.help(s.Err, c.set) }
	c.flags = config.Register(c.set)
	if cmd.reports {
		c.set.BoolVar(&c.asJSON, "json", false, "report as JSON")
	}
	run := cmd.prepare(c)
	var err error
	if c.args, err = parse(c.set, rest); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil {
		return exitUsage // flag has said why
	}
	return c.finish(cmd, c.do(ctx, cmd, run))
}

func (c *call) do(ctx context.Context, cmd *command, run func(context.Context) error) error {
	if len(c.args) != len(cmd.operands) {
		return usageError(fmt.Sprintf("%s wants %d argument(s): tonggui %s [flags] %s", cmd.name, len(cmd.operands), cmd.name, strings.Join(cmd.operands, " ")))
	}
	c.cfg, c.cfgErr = config.Load(config.Sources{Flags: c.flags, Env: c.Env})
	if c.cfgErr != nil && !cmd.anyConfig {
		return c.cfgErr
	}
	c.log = log.New(c.Err, c.cfg.LogFormat, c.cfg.LogLevel)
	for _, w := range c.cfg.Warnings {
		c.log.Warn(w)
	}
	return run(ctx)
}

func (c *call) finish(cmd *command, err error) int {
	if err == nil {
		return exitOK
	}
	if errors.Is(err, errFailed) {
		return exitFailed
	}
	problems, badConfig := errors.AsType[config.Problems](err)
	_, misused := errors.AsType[usageError](err)
	if c.asJSON {
		_ = writeJSON(c.Err, map[string]any{"error": err.Error(), "problems": problems})
	} else {
		_, _ = fmt.Fprintf(c.Err, "tonggui %s: %v\n", cmd.name, err)
	}
	if badConfig || misused {
		return exitUsage
	}
	return exitFailed
}

// parse lets flags stand after arguments too, which people expect and package
// flag does not do; "--" ends the flags.
func parse(set *flag.FlagSet, args []string) (rest []string, err error) {
	for {
		if err := set.Parse(args); err != nil {
			return nil, err
		}
		left := set.Args()
		if used := len(args) - len(left); used > 0 && args[used-1] == "--" {
			return append(rest, left...), nil
		}
		if len(left) == 0 {
			return rest, nil
		}
		rest, args = append(rest, left[0]), left[1:]
	}
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// report writes v as JSON when that was asked for, else as text.
func (c *call) report(v any, text func(w io.Writer) error) error {
	if c.asJSON {
		return writeJSON(c.Out, v)
	}
	return text(c.Out)
}
