package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Cost is what one hash takes.
type Cost struct {
	MemoryKiB uint32
	Passes    uint32
	Lanes     uint8
}

// Standard is the cost of passwords that people choose.
var Standard = Cost{MemoryKiB: 64 << 10, Passes: 3, Lanes: 1}

// ErrBusy tells that more people wait for the hasher than it lets wait.
var ErrBusy = errors.New("password: too many are waiting")

var errForm = errors.New("password: stored form is not readable")

const (
	saltBytes = 16
	hashBytes = 32
	// atOnce bounds the memory that hashing takes: two times 64 MiB.
	atOnce = 2
	// maxWaiting is some seconds of work; whoever comes later is better told so.
	maxWaiting = 64
)

// Hasher makes and verifies argon2id hashes, a few at once. It is safe for concurrent use.
type Hasher struct {
	cost    Cost
	slots   chan struct{}
	waiting atomic.Int32
	dummy   []byte
}

// NewHasher returns a hasher of the given cost.
func NewHasher(cost Cost) *Hasher {
	h := &Hasher{cost: cost, slots: make(chan struct{}, atOnce), dummy: make([]byte, saltBytes)}
	_, _ = rand.Read(h.dummy)
	return h
}

// Hash returns the stored form of a chosen password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt)
	sum, err := h.run(ctx, password, salt, h.cost)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.MemoryKiB, h.cost.Passes, h.cost.Lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum)), nil
}

// Verify tells whether the password is the one behind the stored form, and whether that form is
// stale: made at another cost than today's.
func (h *Hasher) Verify(ctx context.Context, stored, password string) (ok, stale bool, err error) {
	cost, salt, want, err := parse(stored)
	if err != nil {
		return false, false, err
	}
	sum, err := h.run(ctx, password, salt, cost)
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(sum, want) == 1, cost != h.cost, nil
}

// Burn takes as long as Verify, so that a number nobody has answers no sooner than a wrong password.
func (h *Hasher) Burn(ctx context.Context, password string) error {
	_, err := h.run(ctx, password, h.dummy, h.cost)
	return err
}

func (h *Hasher) run(ctx context.Context, password string, salt []byte, cost Cost) ([]byte, error) {
	if h.waiting.Add(1) > maxWaiting {
		h.waiting.Add(-1)
		return nil, ErrBusy
	}
	defer h.waiting.Add(-1)
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, cost.Passes, cost.MemoryKiB, cost.Lanes, hashBytes), nil
}

func parse(stored string) (cost Cost, salt, sum []byte, err error) {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return cost, nil, nil, errForm
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &cost.MemoryKiB, &cost.Passes, &cost.Lanes); err != nil {
		return cost, nil, nil, errForm
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	sum, errSum := base64.RawStdEncoding.DecodeString(parts[5])
	if errSalt != nil || errSum != nil || len(sum) != hashBytes {
		return cost, nil, nil, errForm
	}
	return cost, salt, sum, nil
}
