package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"tonggui/internal/files/content"
	"tonggui/internal/files/picture"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	// checkTime is how long the checks may take, the wait for other images included.
	checkTime = 2 * time.Minute
	// maxAttempts is how often the checks are begun with all they do: an image that ends the process
	// must not do so for ever.
	maxAttempts = 2
)

// Result returns the file that an own upload has become, and has it checked first where that was
// interrupted.
//
// Errors: apperr.NotFound, also while bytes are missing; what the checks found: ErrHashWrong,
// ErrTypeWrong, ErrNoVoice, ErrVoiceLength; those of the blob store.
func (s *Service) Result(ctx context.Context, who authz.Principal, one id.ID) (FileRef, error) {
	u, err := ownUpload(s.DB.Ask(ctx), who, one)
	if err != nil {
		return FileRef{}, err
	}
	if u.Received < u.Length {
		return FileRef{}, apperr.NotFound.New()
	}
	return s.check(ctx, one)
}

// check judges an upload whose bytes are all there. It is done once, whoever asks how often, and
// goes on where who asked has gone.
func (s *Service) check(ctx context.Context, one id.ID) (FileRef, error) {
	v, err, _ := s.checks.Do(one.String(), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkTime)
		defer cancel()
		return s.checkOnce(ctx, one)
	})
	ref, _ := v.(FileRef)
	if errors.Is(err, context.DeadlineExceeded) { // many images wait for their turn
		e := apperr.Unavailable.New("retry_after_s", tryAgainIn)
		e.Cause = err
		return ref, e
	}
	return ref, away(err)
}

func (s *Service) checkOnce(ctx context.Context, one id.ID) (ref FileRef, err error) {
	u, f, err := s.waiting(ctx, one)
	if err != nil {
		return ref, err
	}
	if f.State == uploading {
		c := &checking{s: s, u: u, f: f}
		if err := c.run(ctx); err != nil {
			return ref, err
		}
		if u, f, err = s.waiting(ctx, one); err != nil {
			return ref, err
		}
	}
	if u.Refused.Code != "" {
		return ref, u.Refused.problem()
	}
	return f.ref(), nil
}

func (s *Service) waiting(ctx context.Context, one id.ID) (u upload, f file, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		if u, err = selectUpload(q, one); err != nil {
			return absent(err)
		}
		f, err = db.One(q, scanFile, `SELECT `+fileColumns+` FROM files f WHERE f.id = ?`, one)
		return absent(err)
	})
	return u, f, err
}

// problem is the refusal as it was told the first time.
func (r refusal) problem() error {
	for _, d := range verdicts {
		if d.Code == r.Code {
			return &apperr.Error{Def: d, Params: r.Params}
		}
	}
	return ErrTypeWrong.New()
}

// verdicts are what the checks can say.
var verdicts = []*apperr.Def{ErrHashWrong, ErrTypeWrong, ErrNoVoice, ErrVoiceLength}

// checking is one file under examination.
type checking struct {
	s    *Service
	u    upload
	f    file
	made picture.Previews
	keys []string
}

// run judges the file and writes the verdict. An error means that there is none yet.
func (c *checking) run(ctx context.Context) error {
	h, err := hashFrom(c.u.HashState)
	if err != nil {
		return err
	}
	c.f.SHA256 = h.Sum(nil)
	if err := c.s.DB.Write(ctx, func(tx *db.Tx) error { return attempt(tx, c.f.ID, 1) }); err != nil {
		return err
	}
	err = safely(func() error { return c.judge(ctx) })
	if refused, ok := errors.AsType[*apperr.Error](err); ok && isVerdict(refused.Def) {
		c.s.Figures.Refused.Add(1)
		return c.s.DB.Write(ctx, func(tx *db.Tx) error {
			return putRefused(tx, c.f.ID, refusal{refused.Def.Code, refused.Params})
		})
	}
	if err == nil {
		err = c.complete(ctx)
	}
	if errors.Is(err, errPanic) { // it counts like an image that ends the process
		return err
	}
	if err != nil {
		// What is wrong lies with the store or the database: it does not count against the file.
		ctx := context.WithoutCancel(ctx)
		return errors.Join(err, c.s.DB.Write(ctx, func(tx *db.Tx) error {
			if err := condemn(tx, c.keys); err != nil {
				return err
			}
			return attempt(tx, c.f.ID, -1)
		}))
	}
	return nil
}

// errPanic says that reading a file brought something down that was never meant to be.
var errPanic = errors.New("files: a panic in the checks")

func safely(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, p, debug.Stack())
		}
	}()
	return fn()
}

func isVerdict(d *apperr.Def) bool {
	for _, v := range verdicts {
		if v == d {
			return true
		}
	}
	return false
}

// judge finds out what the file is.
func (c *checking) judge(ctx context.Context) error {
	if len(c.u.Expected) > 0 && !bytes.Equal(c.u.Expected, c.f.SHA256) {
		return ErrHashWrong.New()
	}
	r, err := c.s.open(ctx, c.f, Original, c.f.Size)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	if c.u.Purpose == ForVoice {
		return c.hear(r)
	}
	head := make([]byte, min(content.HeadSize, c.f.Size))
	if _, err := io.ReadFull(r, head); err != nil {
		return err
	}
	kind, err := content.Look(head, content.Claim{Name: c.f.Name, Type: c.u.Declared})
	if err != nil {
		return ErrTypeWrong.New("reason", "lies")
	}
	c.f.Mime, c.f.Media = kind.Mime, kind.Media
	if kind.Media != Image {
		return nil
	}
	return c.see(ctx, r)
}

// hear judges a recording, which is short enough to be held as a whole.
func (c *checking) hear(r *reader) error {
	b, err := io.ReadAll(io.LimitReader(r, MaxVoiceBytes+1))
	if err != nil {
		return err
	}
	mime, length, err := content.HearVoice(b)
	if err != nil {
		return ErrNoVoice.New()
	}
	if length > MaxVoiceLength {
		return ErrVoiceLength.New("max_ms", MaxVoiceLength.Milliseconds())
	}
	c.f.Mime, c.f.Media, c.f.DurationMS = mime, Voice, max(1, length.Milliseconds())
	return nil
}

// see makes the previews of an image. One that would take too much, or of a variety that is not
// known here, is kept as a plain file: nobody is invited to decode it.
func (c *checking) see(ctx context.Context, r *reader) error {
	if c.u.Attempts >= maxAttempts || !picture.Supports(c.f.Mime) {
		c.f.Media = Other
		return nil
	}
	select {
	case c.s.pictures <- struct{}{}:
		defer func() { <-c.s.pictures }()
	case <-ctx.Done():
		return ctx.Err()
	}
	made, err := picture.Make(ctx, r, c.f.Size, c.f.Mime)
	switch {
	case err == nil:
		c.made = made
		c.f.Width, c.f.Height, c.f.Previews = int64(made.Width), int64(made.Height), true
	case errors.Is(err, picture.ErrTooLarge), errors.Is(err, picture.ErrUnsupported):
		c.f.Media = Other
	case errors.Is(err, picture.ErrDamaged):
		return ErrTypeWrong.New("reason", "damaged")
	default:
		return err
	}
	return nil
}
