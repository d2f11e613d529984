package realtime_test

import (
	"testing"
	"time"

	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
)

func TestFiguresTellWhatWasOpenedPushedAndWhyItWasClosed(t *testing.T) {
	h := open(t)
	stays, leaves := account(), account()
	a := h.join(t, stays, "")
	a.take(1)
	b := h.join(t, leaves, "")
	b.take(1)
	h.hub.Send([]id.ID{stays, leaves}, "x", 1)
	a.take(1)
	b.take(1)
	if f := &h.hub.Figures; f.Opened.Load() != 2 || f.Published.Load() != 1 || f.Pushed.Load() != 2 {
		t.Errorf("opened %d, published %d, pushed %d", f.Opened.Load(), f.Published.Load(), f.Pushed.Load())
	}
	_ = b.Close()
	h.hub.CloseAccount(stays, realtime.CloseFrozen)
	for deadline := time.Now().Add(10 * time.Second); ; {
		closed := h.hub.Figures.Closed()
		if closed["gone"] == 1 && closed["4003"] == 1 && closed["4009"] == 0 && len(closed) == 9 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%v", closed)
		}
	}
}
