package search

import (
	"context"
	"errors"

	"tonggui/internal/platform/db"
)

// cacheSize bounds what an index keeps in memory, in bytes.
const cacheSize = 64 << 20

// Index is one shelf of entries. It is safe for concurrent use.
type Index struct {
	db      *db.DB
	shelf   string
	version int64
	cache   *cache
}

// New returns the index of a shelf. version stands for how its entries are made; it rises when an
// entry would be listed differently than before.
func New(d *db.DB, shelf string, version int64) *Index {
	return &Index{db: d, shelf: shelf, version: version*1000 + form, cache: newCache(cacheSize)}
}

// form rises when segments or keys are stored differently than before.
const form = 1

// ErrNewer is returned where a newer program has made the index.
var ErrNewer = errors.New("the search index was made by a newer version of the program")

// Prepare makes the index usable by this program: entries that were made by an older one are dropped.
// It tells whether they have to be made anew.
//
// Errors: ErrNewer.
func (x *Index) Prepare(tx *db.Tx) (anew bool, err error) {
	stored, err := selectVersion(tx, x.shelf)
	if err == nil && stored < x.version {
		return true, x.Reset(tx)
	}
	return false, x.current(stored, err)
}

// current refuses to touch what a newer program has made while this one runs.
func (x *Index) current(stored int64, err error) error {
	if err == nil && stored > x.version {
		return ErrNewer
	}
	return err
}

// Reset drops all entries.
//
// Errors: ErrNewer.
func (x *Index) Reset(tx *db.Tx) error {
	if err := x.current(selectVersion(tx, x.shelf)); err != nil {
		return err
	}
	if err := retireAll(tx, x.shelf); err != nil {
		return err
	}
	return upsertVersion(tx, x.shelf, x.version)
}

// Put adds entries, or replaces those that have the same places. It may be up to some ten thousand.
//
// Errors: ErrNewer.
func (x *Index) Put(tx *db.Tx, entries []Entry) error {
	if len(entries) == 0 {
		return nil
	}
	if err := x.current(selectVersion(tx, x.shelf)); err != nil {
		return err
	}
	id, err := insertSegment(tx, x.shelf, tx.Now.Add(holdWriting))
	if err != nil {
		return err
	}
	return store(tx, id, build(entries))
}

// store writes a segment whose blocks are all at hand, and lets it be searched.
func store(tx *db.Tx, id int64, b built) error {
	if b.size <= inlineSize {
		b.head.inline = b.blocks
		b.blocks = nil
	}
	rows := make([][]any, 0, len(b.blocks)+1)
	first := b.head.encode()
	rows = append(rows, []any{blockID(id, 0), first})
	for i, data := range b.blocks {
		rows = append(rows, []any{blockID(id, firstBlock+i), data})
	}
	if err := insertBlocks(tx, rows); err != nil {
		return err
	}
	return showSegment(tx, id, b.head, b.size+len(first))
}

// Size tells how many entries the index holds, in how many segments and bytes.
func (x *Index) Size(ctx context.Context) (entries, segments, bytes int64, err error) {
	type size struct{ entries, segments, bytes int64 }
	s, err := db.One(x.db.Ask(ctx), func(r db.Row) (s size, err error) {
		return s, r.Scan(&s.entries, &s.segments, &s.bytes)
	}, `SELECT COALESCE(SUM(docs), 0), COUNT(*), COALESCE(SUM(size), 0) FROM search_segments WHERE shelf = ? AND state = 1`, x.shelf)
	return s.entries, s.segments, s.bytes, err
}

// segments returns what is to be searched.
func (x *Index) segments(q db.Q) ([]segment, error) {
	version, segments, err := selectSegments(q, x.shelf)
	return segments, x.current(version, err)
}

// errGone is returned where a segment was merged away while it was read.
var errGone = errors.New("the segment is gone")

// head returns the head of a segment.
func (x *Index) head(q db.Q, segment int64) (*head, error) {
	if h, ok := x.cache.get(blockID(segment, 0)).(*head); ok {
		return h, nil
	}
	var raw []byte
	if err := selectBlocks(q, db.List{blockID(segment, 0)}, func(_ int64, data []byte) { raw = data }); err != nil {
		return nil, err
	}
	if raw == nil {
		return nil, errGone
	}
	h, err := decodeHead(raw)
	if err == nil {
		x.cache.put(blockID(segment, 0), h, h.cost())
	}
	return h, err
}

// columns returns a block of columns of a segment.
func (x *Index) columns(q db.Q, segment int64, h *head, i int) (*columns, error) {
	// What is decoded is kept under a number that no stored block has.
	at := -blockID(segment, h.columnBlock(i))
	if c, ok := x.cache.get(at).(*columns); ok {
		return c, nil
	}
	raw, err := x.blocks(q, segment, h, []int{h.columnBlock(i)}, false)
	if err != nil {
		return nil, err
	}
	c, err := decodeColumns(raw[0], min(h.docs-i<<columnBits, columnSize))
	if err == nil {
		x.cache.put(at, c, len(c.at)*columnCost/columnSize)
	}
	return c, err
}

// blocks returns blocks of a segment in the order asked for; those that are not at hand are read
// together, and kept where asked for.
func (x *Index) blocks(q db.Q, segment int64, h *head, nos []int, keep bool) ([][]byte, error) {
	out := make([][]byte, len(nos))
	var missing db.List
	for i, no := range nos {
		if h.inline != nil {
			if no-firstBlock >= len(h.inline) {
				return nil, ErrBroken
			}
			out[i] = h.inline[no-firstBlock]
		} else if raw, ok := x.cache.get(blockID(segment, no)).([]byte); ok {
			out[i] = raw
		} else {
			missing = append(missing, blockID(segment, no))
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	read := map[int64][]byte{}
	if err := selectBlocks(q, missing, func(id int64, data []byte) { read[id] = data }); err != nil {
		return nil, err
	}
	for i, no := range nos {
		if out[i] != nil {
			continue
		}
		id := blockID(segment, no)
		if out[i] = read[id]; out[i] == nil {
			return nil, errGone
		}
		if keep {
			x.cache.put(id, out[i], len(out[i]))
		}
	}
	return out, nil
}
