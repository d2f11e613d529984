package messaging

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// The limits of a forward.
const (
	MaxForwarded = 100 // messages at once
	MaxTargets   = 20
	MaxCopies    = 500 // messages that one forward stores, without notes; others wait meanwhile
)

// Forward carries messages to other conversations: each as a message of its own, or merged into one
// record.
type Forward struct {
	From      id.ID
	Seqs      []int64 // ascending
	To        []Target
	Merged    bool
	Note      []content.Node // words of one's own behind them; none where empty
	ClientIDs []id.ID        // target by target; that of a note follows from the first of its target
}

// Target is a conversation, or a colleague with whom one is opened as needed.
type Target struct {
	Conversation id.ID // zero where Account is given
	Account      id.ID
}

// Forwarded is what came into one conversation.
type Forwarded struct {
	ConversationID id.ID     `json:"conversation_id"`
	Messages       []Message `json:"messages" nullable:"false" doc:"ascending by seq; the note is the last"`
}

// copies is how many messages go to each target, beside the note.
func (f Forward) copies() int {
	if f.Merged {
		return 1
	}
	return len(f.Seqs)
}

// clientIDs are those of the messages of one target, the note's included.
func (f Forward) clientIDs(target int) []id.ID {
	n := f.copies()
	out := slices.Clone(f.ClientIDs[target*n : (target+1)*n])
	if len(f.Note) > 0 {
		out = append(out, noteID(out[0]))
	}
	return out
}

// noteID is the client id of the note behind a message: always the same, so that a retry finds it.
func noteID(first id.ID) (out id.ID) {
	sum := sha256.Sum256(append([]byte("tonggui note\n"), first[:]...))
	copy(out[:], sum[:])
	out[6], out[8] = out[6]&0x0f|0x80, out[8]&0x3f|0x80 // a UUID of version 8
	return out
}

// check refuses what no state of the house can make right.
func (f Forward) check() error {
	switch n := f.copies() * len(f.To); {
	case len(f.Seqs) == 0 || len(f.Seqs) > MaxForwarded:
		return apperr.Invalid.At("body.from.seqs", "out_of_range", "min", 1, "max", MaxForwarded)
	case !ascending(f.Seqs):
		return apperr.Invalid.At("body.from.seqs", "wrong_form")
	case len(f.To) == 0 || len(f.To) > MaxTargets:
		return apperr.Invalid.At("body.to", "out_of_range", "min", 1, "max", MaxTargets)
	case n > MaxCopies:
		return ErrTooManyCopies.New("max", MaxCopies)
	case len(f.ClientIDs) < n:
		return apperr.Invalid.At("body.client_ids", "too_few", "min", n)
	case len(f.ClientIDs) > n:
		return apperr.Invalid.At("body.client_ids", "too_many", "max", n)
	}
	for i, t := range f.To {
		if t.Conversation.IsZero() == t.Account.IsZero() {
			return apperr.Invalid.At(fmt.Sprintf("body.to[%d]", i), "exclusive")
		}
	}
	seen := map[id.ID]bool{}
	for i, one := range f.ClientIDs {
		if one.IsZero() || seen[one] {
			return apperr.Invalid.At(fmt.Sprintf("body.client_ids[%d]", i), "doubled")
		}
		seen[one] = true
	}
	return nil
}

func ascending(seqs []int64) bool {
	for i, seq := range seqs {
		if seq < 1 || i > 0 && seq <= seqs[i-1] {
			return false
		}
	}
	return true
}

// Forward carries visible messages to other conversations: all of it in one transaction, or nothing.
// Sent again with the same client ids it returns what was stored. The answer is in the order of To.
//
// Errors: apperr.NotFound where the principal is no member of a place or does not see a message;
// ErrNotForwardable for what is recalled and for lines of the server; ErrTooManyCopies,
// content.ErrRecordTooDeep, content.ErrRecordTooLarge; ErrPeerLeft; as Send for the note;
// ErrClientIDReused where client ids stand for something else. Nothing is written.
func (s *Service) Forward(ctx context.Context, who authz.Principal, f Forward) ([]Forwarded, error) {
	if !authz.Can(who, authz.MessageForward, authz.Member) {
		return nil, apperr.Forbidden.New()
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	var note content.Sealed
	if len(f.Note) > 0 {
		var err error
		if note, err = (content.Written{Type: content.KindText, Nodes: f.Note}).Seal(s.nameOf); err != nil {
			return nil, err
		}
	}
	var out []Forwarded
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		out, err = s.forward(tx, who, f, note)
		return err
	})
	if err != nil {
		return s.forwardedBefore(ctx, who, f, err)
	}
	return out, nil
}

func (s *Service) forward(tx *db.Tx, who authz.Principal, f Forward, note content.Sealed) ([]Forwarded, error) {
	to, err := s.targets(tx, who, f.To)
	if err != nil {
		return nil, err
	}
	// All take their locks in the same order, so none waits for each other. The source is locked too: a
	// recall is either before or behind.
	for _, conversation := range inOrder(append(slices.Clone(to), f.From)) {
		if err := lockConversation(tx, conversation); err != nil {
			return nil, absent(err)
		}
	}
	parts, err := s.carry(tx, who, f)
	if err != nil {
		return nil, err
	}
	out := make([]Forwarded, len(to))
	for i, conversation := range to {
		if out[i], err = s.deposit(tx, who, conversation, parts, note, f.clientIDs(i)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
