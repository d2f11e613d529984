package seed

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"tonggui/internal/platform/id"
)

// Conversation is a conversation to be, with how many messages it gets.
type Conversation struct {
	ID       id.ID
	Name     string // empty: between two
	Members  []Person
	Messages int64
	// ReadUpTo is what everybody but the sender of the last message has read; all where 0.
	ReadUpTo int64
}

// Direct is a conversation of two.
func (s *Seeder) Direct(a, b Person, messages int64) Conversation {
	return Conversation{ID: s.id(s.now), Members: []Person{a, b}, Messages: messages}
}

// Group is a conversation of many; the first of them owns it.
func (s *Seeder) Group(name string, members []Person, messages int64) Conversation {
	return Conversation{ID: s.id(s.now), Name: name, Members: members, Messages: messages}
}

// messagesAtOnce bounds what waits in memory.
const messagesAtOnce = 20_000

// Talk stores conversations with their members and messages. The messages of each
// were sent a second apart, the last one an hour ago.
func (s *Seeder) Talk(ctx context.Context, conversations []Conversation) error {
	slices.SortFunc(conversations, func(a, b Conversation) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	var talks, members, messages [][]any
	flush := func() error {
		err := s.to.insert(ctx, "messages", []string{"conversation_id", "seq", "sender_id", "client_id", "at", "epoch", "kind", "content", "salt", "hash"}, messages)
		messages = messages[:0]
		return err
	}
	for _, c := range conversations {
		begin := s.now - longAgo - c.Messages*second
		kind, key := "group", any(nil)
		if c.Name == "" {
			a, b := c.Members[0].ID, c.Members[1].ID
			if bytes.Compare(a[:], b[:]) > 0 {
				a, b = b, a
			}
			kind, key = "direct", append(bytesOf(a), b[:]...)
		}
		talks = append(talks, []any{bytesOf(c.ID), kind, c.Name, key, c.Members[0].ID[:], begin, begin + c.Messages*second, c.Messages, int64(len(c.Members))})
		read := c.ReadUpTo
		if read == 0 {
			read = c.Messages
		}
		for i, m := range c.Members {
			role := "member"
			if kind == "group" && i == 0 {
				role = "owner"
			}
			members = append(members, []any{bytesOf(c.ID), bytesOf(m.ID), role, int64(0), int64(0), int64(1), begin, read})
		}
		for seq := int64(1); seq <= c.Messages; seq++ {
			m := message{Conversation: c.ID, Sender: c.Members[seq%int64(len(c.Members))].ID, Seq: seq, At: begin + seq*second}
			m.ClientID = s.id(m.At)
			messages = append(messages, m.row(s.words.next(), s.random))
			if len(messages) == messagesAtOnce {
				if err := flush(); err != nil {
					return fmt.Errorf("messages: %w", err)
				}
			}
		}
	}
	if err := flush(); err != nil {
		return fmt.Errorf("messages: %w", err)
	}
	if err := s.to.insert(ctx, "conversations", []string{"id", "kind", "name", "direct_key", "created_by", "created_at", "last_at", "last_seq", "member_count"}, talks); err != nil {
		return fmt.Errorf("conversations: %w", err)
	}
	if err := s.to.insert(ctx, "members", []string{"conversation_id", "account_id", "role", "from_seq", "joined_seq", "joined_epoch", "joined_at", "read_seq"}, members); err != nil {
		return fmt.Errorf("members: %w", err)
	}
	return nil
}

const (
	second = 1_000_000 // in microseconds, the unit of instants
	// longAgo is when the last message was sent: what is a few seconds old is pushed by a server that has
	// just started.
	longAgo = 3600 * second
)
