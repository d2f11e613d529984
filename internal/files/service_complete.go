package files

import (
	"context"
	"crypto/sha256"

	"tonggui/internal/files/picture"
	"tonggui/internal/platform/db"
)

// complete puts the previews and lets the file be used.
func (c *checking) complete(ctx context.Context) error {
	variants, parts, err := c.putPreviews(ctx)
	if err != nil {
		return err
	}
	return c.s.DB.Write(ctx, func(tx *db.Tx) error {
		first, err := putReady(tx, c.f, c.u)
		if err != nil {
			return err
		}
		if !first { // another node was quicker: its previews are used
			return condemn(tx, c.keys)
		}
		for i, v := range variants {
			if err := insertVariant(tx, c.f.ID, v, parts[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// putPreviews stores the previews and returns what is to be known of them.
func (c *checking) putPreviews(ctx context.Context) (variants []variant, parts [][]part, err error) {
	if !c.f.Previews {
		return nil, nil, nil
	}
	key, err := c.s.Keys.Unwrap(c.f.ID, c.f.DataKey)
	if err != nil {
		return nil, nil, err
	}
	for _, v := range []struct {
		of Variant
		picture.Encoded
	}{{Preview, c.made.Preview}, {Thumb, c.made.Thumb}} {
		pieces, err := c.putParts(ctx, v.Bytes, func(p part, plain []byte) error { return c.s.put(ctx, key, c.f.ID, v.of, p, plain) })
		if err != nil {
			return nil, nil, err
		}
		sum := sha256.Sum256(v.Bytes)
		variants = append(variants, variant{Variant: v.of, Size: int64(len(v.Bytes)), Mime: v.Mime, SHA256: sum[:]})
		parts = append(parts, pieces)
	}
	return variants, parts, nil
}

func (c *checking) putParts(ctx context.Context, all []byte, put func(part, []byte) error) (parts []part, err error) {
	keys := newKeys((len(all) + partSize - 1) / partSize)
	if err := c.s.DB.Write(ctx, func(tx *db.Tx) error { return reserve(tx, keys) }); err != nil {
		return nil, err
	}
	c.keys = append(c.keys, keys...)
	for i, key := range keys {
		from := i * partSize
		plain := all[from:min(from+partSize, len(all))]
		p := part{Pos: int64(from), No: int64(i), Size: int64(len(plain)), Blob: key}
		if err := put(p, plain); err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return parts, nil
}
