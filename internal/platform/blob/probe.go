package blob

import (
	"bytes"
	"context"
	"errors"
	"io"
)

// Probe puts a small blob under key, reads it back and deletes it: whoever looks an installation over
// learns more from that than from Check.
func Probe(ctx context.Context, s Store, key string) error {
	content := []byte("probe " + key)
	err := s.Put(ctx, key, bytes.NewReader(content), int64(len(content)))
	if err == nil {
		err = compare(ctx, s, key, content)
	}
	return errors.Join(err, s.Delete(ctx, key))
}

func compare(ctx context.Context, s Store, key string, content []byte) error {
	r, err := s.Open(ctx, key)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	got, err := io.ReadAll(io.LimitReader(r, int64(len(content))+1))
	if err == nil && !bytes.Equal(got, content) {
		err = ErrUnavailable.Because(errors.New("it gives back other bytes than were put"))
	}
	return err
}
