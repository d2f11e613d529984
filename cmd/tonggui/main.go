// Command tonggui is the whole product: server, web client and tools.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"tonggui/internal/app"
	"tonggui/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks for an orderly end; a second one ends at once.
	context.AfterFunc(ctx, stop)
	os.Exit(cli.Main(ctx, os.Args[1:], cli.Streams{Out: os.Stdout, Err: os.Stderr, Env: os.Environ()}, app.Commands()))
}
