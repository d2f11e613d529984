package proof

import (
	"cmp"
	"errors"
	"slices"
)

// readOutside takes the checkpoints that were kept elsewhere. They are believed where the log's key or a
// witness's has signed them.
func (v *verifying) readOutside(o Options) {
	keys := slices.Concat(o.Keys, o.Witnesses)
	for _, raw := range o.Outside {
		s, err := Open(raw, keys)
		switch {
		case errors.Is(err, ErrCheckpoint):
			v.r.add(Problem{Code: OutsideDamaged})
			continue
		case err != nil:
			v.r.add(Problem{Code: OutsideUnsigned, First: s.Size})
			continue
		}
		v.outside = append(v.outside, s)
		for _, w := range o.Witnesses {
			if s.SignedBy(w) && !slices.Contains(v.r.Outside.Witnesses, w.Name()) {
				v.r.Outside.Witnesses = append(v.r.Outside.Witnesses, w.Name())
			}
		}
	}
	slices.SortStableFunc(v.outside, func(a, b Signed) int { return cmp.Compare(a.Size, b.Size) })
	if len(v.outside) == 0 {
		return
	}
	newest := v.outside[len(v.outside)-1]
	v.r.Outside.Size, v.r.Outside.At = newest.Size, newest.At
	if len(o.Witnesses) > 0 && !newest.SignedBy(o.Witnesses...) {
		v.r.add(Problem{Code: OutsideUnwitnessed, First: newest.Size})
	}
}

// checkpoint takes a checkpoint of the file.
func (v *verifying) checkpoint(raw []byte) {
	s, err := Open(raw, v.trusted)
	size := v.records.Size()
	switch {
	case errors.Is(err, ErrUnsigned):
		// A key that a record has named counts from the checkpoint on that the key before it has signed.
		v.r.add(Problem{Code: KeyUnknown, First: max(s.Size-1, 0), Exact: true, Params: map[string]any{"covers": s.Size}})
		return
	case errors.Is(err, ErrSignature):
		v.r.add(Problem{Code: CheckpointFalse, First: max(size-1, 0)})
		return
	case err != nil:
		v.r.add(Problem{Code: CheckpointDamaged, First: max(size-1, 0)})
		return
	case s.Origin != v.r.Origin:
		v.r.add(Problem{Code: OtherLog, Params: map[string]any{"want": v.r.Origin, "got": s.Origin}})
		return
	case s.Size > size:
		v.r.add(Problem{Code: LogShortened, First: size, Last: s.Size - 1, Exact: true})
		return
	case s.Size < size:
		return // not at its place: what it covers has been judged by a later one, or will be
	}
	if v.judge(s.Checkpoint, &v.own) {
		v.r.Checkpoints++
	}
}

// end judges what is left when the file has been read.
func (v *verifying) end() {
	v.r.Records = v.records.Size()
	if !v.ended {
		v.r.add(Problem{Code: FileCut, First: v.r.Records})
	}
	v.tellSuspects()
	if n := len(v.outside); n > 0 {
		// Whatever is missing behind the end was there when these were signed.
		newest := v.outside[n-1]
		p := Problem{Code: LogShortened, First: v.r.Records, Last: newest.Size - 1, Exact: true}
		if v.ownAt > newest.At && v.out.good < v.r.Records {
			// The log went on after that: any record behind the last agreement may be a new one.
			p.First, p.Exact = v.out.good, false
		}
		v.r.add(p)
	}
	if v.r.Proven == 0 && v.r.OK {
		v.r.add(Problem{Code: NothingProven})
	}
}
