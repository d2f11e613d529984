package witness

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/clock"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Source is where checkpoints and proofs come from.
type Source interface {
	// Newest returns the newest signed checkpoint.
	Newest(ctx context.Context) ([]byte, error)
	// Grown returns the proof that the log only grew between two sizes.
	Grown(ctx context.Context, from, to int64) (tlog.TreeProof, error)
	// Handovers returns the proofs that keys of the log named the next ones, the oldest first.
	Handovers(ctx context.Context) ([]proof.Handover, error)
}

// Options say what is watched.
type Options struct {
	Dir    string      // the witness's own folder
	Name   string      // under which it signs
	Keys   []proof.Key // of the log; those that they have handed over to are learned
	Source Source
	Clock  clock.Clock
	Log    *slog.Logger
}

// Witness is one witness of one log. It is safe for concurrent use.
type Witness struct {
	o      Options
	signer *proof.Cosigner
	file   audit.FileKeeper
	keys   []proof.Key // of the log: given and learned

	mu     sync.Mutex
	newest *proof.Signed // what was signed last
	status Status
}

// Status is how the log stood when it was last looked at.
type Status struct {
	OK      bool          `json:"ok"`
	Problem string        `json:"problem,omitempty"` // fork, rollback, foreign, away
	Detail  string        `json:"detail,omitempty"`
	Since   clock.Instant `json:"since_at"`  // of the problem, or of the first look
	Size    int64         `json:"size"`      // records of the newest checkpoint that was signed
	Signed  clock.Instant `json:"signed_at"` // by the log
	Looked  clock.Instant `json:"looked_at"`
}

// Errors of a look. All but ErrAway mean that somebody must look at the server.
var (
	ErrRollback = errors.New("the log has become shorter: its database was put back")
	ErrFork     = errors.New("the log is another one than the one that was signed before")
	ErrForeign  = errors.New("the checkpoint is not signed with a key of the log that this witness knows")
	ErrAway     = errors.New("the server does not answer")
)

var problems = map[error]string{ErrRollback: "rollback", ErrFork: "fork", ErrForeign: "foreign", ErrAway: "away"}

const (
	stateFile   = "checkpoints"
	refusedFile = "refused"
	keyFile     = "witness.key"
	learnedFile = "log-keys"
)

// LoadKey reads the witness's own key, and makes it at the first time.
func LoadKey(dir, name string, c clock.Clock) (*proof.Cosigner, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, keyFile)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = fmt.Fprintln(f, hex.EncodeToString(proof.NewSeed()))
		if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
			return nil, err
		}
	} else if !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil {
		return nil, fmt.Errorf("%s is damaged: put it back from its backup", path)
	}
	return proof.NewCosigner(name, seed, c)
}

// New opens a witness's folder. Its error says what is wrong with what lies there.
func New(ctx context.Context, o Options) (*Witness, error) {
	signer, err := LoadKey(o.Dir, o.Name, o.Clock)
	if err != nil {
		return nil, err
	}
	w := &Witness{o: o, signer: signer, file: audit.FileKeeper{Path: filepath.Join(o.Dir, stateFile)}}
	w.status = Status{OK: true, Since: o.Clock.Now()}
	if w.keys, err = knownKeys(o); err != nil {
		return nil, err
	}
	raw, err := w.file.Newest(ctx)
	if err != nil || raw == nil {
		return w, err
	}
	// What it has signed itself it believes, whatever has become of the log's keys.
	s, err := proof.Open(raw, []proof.Key{signer.Key()})
	if err != nil {
		return nil, fmt.Errorf("%s: the newest checkpoint is not signed by this witness: %w", w.file.Path, err)
	}
	w.newest, w.status.Size, w.status.Signed = &s, s.Size, s.At
	return w, nil
}

// Key is the witness's public key.
func (w *Witness) Key() proof.Key { return w.signer.Key() }

// Watch looks again and again until ctx ends.
func (w *Witness) Watch(ctx context.Context, pause time.Duration) {
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for {
		if err := w.Look(ctx); err != nil && ctx.Err() == nil {
			w.o.Log.ErrorContext(ctx, "THE AUDIT LOG IS NOT CO-SIGNED", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Look fetches the newest checkpoint, and signs and keeps it where the log only grew.
func (w *Witness) Look(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	raw, err := w.o.Source.Newest(ctx)
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrAway, err)
	} else {
		err = w.judge(ctx, raw)
	}
	w.note(err)
	return err
}

// judge takes a checkpoint or refuses it.
func (w *Witness) judge(ctx context.Context, raw []byte) error {
	s, err := proof.Open(raw, w.keys)
	if errors.Is(err, proof.ErrUnsigned) {
		if err := w.learn(ctx); err != nil {
			return err
		}
		s, err = proof.Open(raw, w.keys)
	}
	if err != nil || s.Origin != w.o.Keys[0].Name() {
		return w.refuse(raw, fmt.Errorf("%w: %w", ErrForeign, errors.Join(err, proof.ErrUnsigned)))
	}
	if seen := w.newest; seen != nil {
		switch {
		case s.Origin != seen.Origin:
			return w.refuse(raw, fmt.Errorf("%w: %s instead of %s", ErrFork, s.Origin, seen.Origin))
		case s.Size < seen.Size:
			return w.refuse(raw, fmt.Errorf("%w: %d records, %d were signed at %v", ErrRollback, s.Size, seen.Size, seen.At.Time()))
		case s.Size == seen.Size && s.Root != seen.Root:
			return w.refuse(raw, fmt.Errorf("%w: two checkpoints of %d records", ErrFork, s.Size))
		case s.Size == seen.Size:
			return nil
		}
		grown, err := w.o.Source.Grown(ctx, seen.Size, s.Size)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrAway, err)
		}
		if err := tlog.CheckTree(grown, s.Size, s.Root, seen.Size, seen.Root); err != nil {
			return w.refuse(raw, fmt.Errorf("%w: %d records do not begin with the %d that were signed", ErrFork, s.Size, seen.Size))
		}
	}
	return w.sign(ctx, raw)
}

// sign adds the witness's signature and keeps the checkpoint before anybody hears of it.
func (w *Witness) sign(ctx context.Context, raw []byte) error {
	known := make([]note.Verifier, len(w.keys))
	for i, k := range w.keys {
		known[i] = k
	}
	n, err := note.Open(raw, note.VerifierList(known...))
	if err != nil {
		return err
	}
	n.UnverifiedSigs = nil // what nobody has looked at is not passed on
	signed, err := note.Sign(n, w.signer)
	if err != nil {
		return err
	}
	s, err := proof.Open(signed, append(slices.Clone(w.keys), w.signer.Key()))
	if err != nil {
		return err
	}
	if err := w.file.Keep(ctx, s.Size, signed); err != nil {
		return err
	}
	w.newest = &s
	return nil
}

// refuse keeps what was refused as evidence, each only once.
func (w *Witness) refuse(raw []byte, why error) error {
	path := filepath.Join(w.o.Dir, refusedFile)
	before, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return errors.Join(why, err)
	}
	const most = 1 << 20
	if text := string(proof.Join(raw)); len(before) < most && !strings.Contains(string(before), text) {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
		if err != nil {
			return errors.Join(why, err)
		}
		_, err = f.WriteString(text)
		return errors.Join(why, err, f.Close())
	}
	return why
}

// note remembers how a look ended. A fork or rollback stays until the log shows again what was signed.
func (w *Witness) note(err error) {
	now := w.o.Clock.Now()
	name := ""
	for known, text := range problems {
		if errors.Is(err, known) {
			name = text
		}
	}
	if err != nil && name == "" {
		name = "own"
	}
	if name != w.status.Problem {
		w.status.Since = now
	}
	w.status.OK, w.status.Problem, w.status.Detail, w.status.Looked = err == nil, name, "", now
	if err != nil {
		w.status.Detail = err.Error()
	}
	if w.newest != nil {
		w.status.Size, w.status.Signed = w.newest.Size, w.newest.At
	}
}

// Status tells how the last look ended.
func (w *Witness) Status() Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.status
}

// Newest returns the newest checkpoint with the witness's signature; nil before the first.
func (w *Witness) Newest() []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.newest == nil {
		return nil
	}
	return w.newest.Note
}
