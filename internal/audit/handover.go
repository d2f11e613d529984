package audit

import (
	"context"
	"slices"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/audit/record"
	"tonggui/internal/platform/db"

	"golang.org/x/mod/sumdb/tlog"
)

// Handovers returns, for each key but the first, the proof that the one before it named it; the oldest first.
// Those that no checkpoint covers yet are left out.
func (l *Log) Handovers(ctx context.Context) (out []proof.Handover, err error) {
	out = []proof.Handover{}
	err = l.DB.Read(ctx, func(q db.Q) error {
		own, _, err := l.ownKeys(q)
		if err != nil {
			return err
		}
		slices.Reverse(own)
		for i, k := range own {
			if i == 0 || k.N == nil {
				continue
			}
			// The first checkpoint over the record is signed by the key before it, too.
			covers, err := selectCheckpoints(q, *k.N, 1)
			if err != nil {
				return err
			}
			if len(covers) == 0 {
				break
			}
			hashes, err := tlog.ProveRecord(covers[0].Size, *k.N, merkle.Hashes(tiles(q)))
			if err != nil {
				return err
			}
			r := record.Key{At: k.At, Key: k.Public}
			out = append(out, proof.Handover{Number: *k.N, Record: string(r.Line()), Hashes: hashes, Checkpoint: string(covers[0].Note)})
		}
		return nil
	})
	return out, err
}
