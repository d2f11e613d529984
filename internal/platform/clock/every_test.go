package clock

import (
	"context"
	"errors"
	"testing"
	"time"

	"tonggui/internal/testkit/wait"
)

func TestWhatIsDoneAgainAndAgainGoesOnAfterAFailureAndEndsQuietly(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	calls, told := make(chan int), make(chan error, 100)
	n := 0
	Every(ctx, time.Millisecond, func(ctx context.Context) error {
		n++
		select {
		case calls <- n:
		case <-ctx.Done():
		}
		return errors.New("no luck")
	}, func(err error) { told <- err })
	for want := 1; want <= 3; want++ {
		if got := wait.On(t, "a call", calls); got != want {
			t.Fatalf("call %d came as %d", got, want)
		}
	}
	if err := wait.On(t, "a failure is told", told); err.Error() != "no luck" {
		t.Errorf("told %v", err)
	}
	end()
	<-ctx.Done()
	for len(told) > 0 {
		<-told
	}
	select {
	case <-calls:
		t.Error("called after the end")
	default:
	}
}
