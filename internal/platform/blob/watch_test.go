package blob

import (
	"context"
	"io"
	"strings"
	"testing"
)

type broken struct{ Store }

func (broken) Put(context.Context, string, io.Reader, int64) error { return ErrUnavailable.New() }
func (broken) Open(context.Context, string) (io.ReadCloser, error) { return nil, ErrNotFound }

func TestOnlyTheStoresOwnFaultsAreCounted(t *testing.T) {
	w := Watch(broken{})
	if err := w.Put(t.Context(), "k", strings.NewReader("x"), 1); err == nil {
		t.Error("the error is lost")
	}
	if _, err := w.Open(t.Context(), "k"); err == nil {
		t.Error("the error is lost")
	}
	if f := w.Failed(); f["put"] != 1 || f["open"] != 0 || f["delete"] != 0 {
		t.Errorf("%v", f)
	}
	if took := w.Took(); took["put"].Count() != 1 || took["open"].Count() != 1 || took["delete"].Count() != 0 {
		t.Errorf("%v", took)
	}
}
