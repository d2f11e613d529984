package audit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// Span says that a conversation's messages reach up to a seq.
type Span struct {
	Conversation id.ID
	To           int64
	At           clock.Instant // of the newest one
}

// Row is what the log knows of a message: the hash that is stored with it, and the one that its row gives
// now; both are zero where there is no row, Now also where what it said was destroyed.
type Row struct{ Stored, Now merkle.Hash }

// Messages is where messages are; the room messaging implements it. Rows of a span come in the order of
// their seqs, one for each.
type Messages interface {
	// SpansSince lists conversations in which something was said since an instant, and may list more.
	SpansSince(ctx context.Context, since clock.Instant) ([]Span, error)
	// RowHashes returns the stored hashes of the messages from..to.
	RowHashes(ctx context.Context, conversation id.ID, from, to int64) ([]merkle.Hash, error)
	// Rows returns them and what the rows give now.
	Rows(ctx context.Context, conversation id.ID, from, to int64) ([]Row, error)
}

// People knows colleagues; the room org implements it.
type People interface {
	// People returns those of the ids that exist, in any order.
	People(ids []id.ID) []ref.Person
}

// Keeper keeps checkpoints where whoever can write to the database cannot.
type Keeper interface {
	// Keep stores a checkpoint durably.
	Keep(ctx context.Context, size int64, note []byte) error
	// Newest returns the newest one that was kept; nil where there is none.
	Newest(ctx context.Context) ([]byte, error)
	// SetAside keeps what was kept so far under another name, which it returns, and begins anew.
	SetAside(ctx context.Context, name string) (string, error)
	// Name is what administrators read of it.
	Name() string
}

// Deps are what the log needs from the house.
type Deps struct {
	DB       *db.DB
	Keys     *crypt.Keys // what the signing keys are sealed with
	Node     id.ID       // this process
	Messages Messages    // nil where there are none
	People   People      // nil where nobody reads
	Keepers  []Keeper
	Log      *slog.Logger
}

// Log gives the rows of the audit table their numbers, and signs. It is safe for concurrent use.
type Log struct {
	Deps
	mu      sync.Mutex // held while numbers are given
	edge    merkle.Edge
	loaded  bool
	signed  int64 // size of the newest checkpoint
	floor   int64
	mark    horizon // of a while ago: what was open then is over when oldest has passed its next
	markAt  clock.Instant
	spansAt clock.Instant
	behind  map[Keeper]bool // did not take the newest checkpoint
	figures figures
}

// Errors of a log that must not go on by itself.
var (
	// ErrHistory says that the database is not the one that was signed, or kept outside: it was put back,
	// or changed.
	ErrHistory = errors.New("audit: the log in the database is not the one that was signed")
	errOther   = errors.New("audit: another node gives the numbers")
)

// OpenLog makes a log with its first key where there is none yet.
func OpenLog(ctx context.Context, d Deps) (*Log, error) {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	l := &Log{Deps: d, behind: map[Keeper]bool{}}
	if _, err := selectState(d.DB.Ask(ctx)); !errors.Is(err, db.ErrNone) {
		return l, err
	}
	return l, d.DB.Write(ctx, func(tx *db.Tx) error {
		origin := "tonggui/audit/" + id.New(tx.Now).String()
		made, err := insertState(tx, origin)
		if err != nil || !made {
			return err
		}
		return addKey(tx, d.Keys, origin)
	})
}

// KeysNeeded tells whether there are signing keys that only the installation's file of keys opens.
func KeysNeeded(ctx context.Context, d *db.DB) (bool, error) {
	return db.Value[bool](d.Ask(ctx), `SELECT COUNT(*) > 0 FROM audit_keys`)
}

// every is how often a round is made: with what a round takes, a checkpoint comes within ten seconds.
const every = 8 * time.Second

// Start makes rounds until ctx ends.
func (l *Log) Start(ctx context.Context) {
	clock.Every(ctx, every, l.Round, func(err error) {
		l.Log.ErrorContext(ctx, "the audit log is not signed now; it will be tried again", "error", err)
	})
}

// Round gives numbers to all rows that wait, and signs a checkpoint where something was added. It does
// nothing where another node does this work. ErrHistory where the log must not go on.
func (l *Log) Round(ctx context.Context) (err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer func() { l.figures.note(err, l.edge.Size()) }()
	if err = l.hold(ctx); err != nil {
		return once(err)
	}
	for _, step := range []func(context.Context) error{l.nameKeys, l.numberActs, l.numberMessages, l.sign, l.keepOutside} {
		if err = step(ctx); err != nil {
			if errors.Is(err, errOther) {
				l.loaded = false
			}
			return once(err)
		}
	}
	return nil
}

// once makes "somebody else does it" no error.
func once(err error) error {
	if errors.Is(err, errOther) {
		return nil
	}
	return err
}

// hold makes sure that this node gives the numbers and knows the tree.
func (l *Log) hold(ctx context.Context) error {
	s, err := selectState(l.DB.Ask(ctx))
	if err != nil {
		return err
	}
	if s.Holder != l.Node {
		l.loaded = false
		mine := false
		if err := l.DB.Write(ctx, func(tx *db.Tx) (err error) { mine, err = takeOver(tx, l.Node); return err }); err != nil {
			return err
		}
		if !mine {
			return errOther
		}
	}
	if l.loaded && l.edge.Size() == s.Size {
		return nil
	}
	l.loaded = false
	return l.load(ctx)
}

// load reads the tree, and compares it with what was signed and with what is kept outside: whatever
// somebody has put back or changed must not be signed as if it were the truth.
func (l *Log) load(ctx context.Context) error {
	return l.DB.Read(ctx, func(q db.Q) error {
		s, err := selectState(q)
		if err != nil {
			return err
		}
		if l.edge, err = merkle.EdgeOf(s.Size, tiles(q)); err != nil {
			return fmt.Errorf("%w: %w", ErrHistory, err)
		}
		_, keys, err := l.ownKeys(q)
		if err != nil {
			return err
		}
		newest, err := selectNewest(q)
		if err != nil && !errors.Is(err, db.ErrNone) {
			return err
		}
		if err == nil {
			if err := agrees(q, newest.Note, keys, s.Size); err != nil {
				return err
			}
		}
		l.signed = newest.Size
		for _, k := range l.Keepers {
			note, err := k.Newest(ctx)
			if err != nil {
				l.Log.WarnContext(ctx, "what is kept of the audit log outside cannot be read", "where", k.Name(), "error", err)
				continue
			}
			if note == nil {
				l.behind[k] = newest.Size > 0
				continue
			}
			if err := agrees(q, note, keys, s.Size); err != nil {
				return fmt.Errorf("%s: %w", k.Name(), err)
			}
		}
		// A floor above all numbers would hide rows from being numbered.
		highest, err := db.Value[int64](q, `SELECT COALESCE(MAX(pos), 0) FROM audit_leaves`)
		l.floor, l.mark, l.spansAt, l.loaded = min(s.Floor, highest), horizon{}, 0, err == nil
		return err
	})
}

// agrees tells whether a checkpoint is of this log and of this history.
func agrees(q db.Q, note []byte, keys []proof.Key, size int64) error {
	c, err := proof.Open(note, keys)
	if err != nil {
		return fmt.Errorf("%w: a checkpoint of %d records: %w", ErrHistory, c.Size, err)
	}
	if c.Size > size {
		return fmt.Errorf("%w: it has %d records, and %d were signed", ErrHistory, size, c.Size)
	}
	root, err := merkle.Root(c.Size, tiles(q))
	if err != nil || root != c.Root {
		return fmt.Errorf("%w: its first %d records are others (%w)", ErrHistory, c.Size, errors.Join(err, errRoot))
	}
	return nil
}

var errRoot = errors.New("the tree has another hash")
