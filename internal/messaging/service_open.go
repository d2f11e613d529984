package messaging

import (
	"context"
	"errors"
	"fmt"

	"tonggui/internal/event"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// OpenDirect returns the one conversation with a colleague, or with oneself, and makes it where it
// does not exist yet. Two who open it at once get the same.
//
// Errors: apperr.NotFound where there is no such person; ErrPeerLeft where a new one would be with
// somebody who has left.
func (s *Service) OpenDirect(ctx context.Context, who authz.Principal, peer id.ID) (v Conversation, err error) {
	if !authz.Can(who, authz.ConversationOpen, authz.Employee) {
		return v, apperr.Forbidden.New()
	}
	existing, err := selectDirect(s.DB.Ask(ctx), directKey(who.Account, peer))
	if errors.Is(err, db.ErrNone) {
		err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			existing, err = s.directWith(tx, who, peer)
			return err
		})
	}
	if err != nil {
		return v, err
	}
	return s.Conversation(ctx, who, existing)
}

// directWith finds the conversation with a colleague, or makes it.
func (s *Service) directWith(tx *db.Tx, who authz.Principal, peer id.ID) (made id.ID, err error) {
	key := directKey(who.Account, peer)
	if made, err = selectDirect(tx, key); !errors.Is(err, db.ErrNone) {
		return made, err
	}
	p, known := s.People.Person(peer)
	switch {
	case !known:
		return made, apperr.NotFound.New()
	case p.Status == left:
		return made, ErrPeerLeft.New()
	}
	c := conversation{ID: id.New(tx.Now), Kind: Direct, DirectKey: key, MemberCount: 2}
	members := []id.ID{who.Account, peer}
	if peer == who.Account {
		c.Kind, c.MemberCount, members = Self, 1, members[:1]
	}
	first, err := insertConversation(tx, c, who.Account)
	if err != nil {
		return made, err
	}
	if !first { // the other one was faster
		return selectDirect(tx, key)
	}
	return c.ID, insertMembers(tx, c.ID, members, Common, member{JoinedEpoch: 1})
}

func insertMembers(tx *db.Tx, conversation id.ID, accounts []id.ID, role Role, as member) error {
	for _, account := range accounts {
		as.Account, as.Role = account, role
		if err := upsertMember(tx, conversation, as); err != nil {
			return err
		}
	}
	return nil
}

// MaxAtOnce is how many people can be added in one step.
const MaxAtOnce = 500

// CreateGroup makes a group with its first members; whoever makes it owns it.
//
// Errors: ErrNameEmpty, ErrNameTooLong, ErrControlCharacter; ErrPersonUnknown, ErrPersonInactive.
func (s *Service) CreateGroup(ctx context.Context, who authz.Principal, name string, accounts []id.ID) (v Conversation, err error) {
	if !authz.Can(who, authz.ConversationOpen, authz.Employee) {
		return v, apperr.Forbidden.New()
	}
	if name, err = cleanName(name); err != nil {
		return v, err
	}
	others, err := s.activeOthers(accounts, who.Account)
	if err != nil {
		return v, err
	}
	c := conversation{Kind: Group, Name: name, MemberCount: int64(1 + len(others))}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		c.ID = id.New(tx.Now)
		if _, err := insertConversation(tx, c, who.Account); err != nil {
			return err
		}
		if err := insertMembers(tx, c.ID, []id.ID{who.Account}, Owner, member{JoinedEpoch: 1}); err != nil {
			return err
		}
		if err := insertMembers(tx, c.ID, others, Common, member{JoinedEpoch: 1}); err != nil {
			return err
		}
		if err := tx.Say(event.MembersChanged{Conversation: c.ID, Epoch: 1, Added: append([]id.ID{who.Account}, others...)}); err != nil {
			return err
		}
		return s.line(tx, who, c.ID, lineCreated, others, name)
	})
	if err != nil {
		return v, err
	}
	return s.Conversation(ctx, who, c.ID)
}

// activeOthers returns the accounts without doubles and without the actor, in their order.
func (s *Service) activeOthers(accounts []id.ID, actor id.ID) ([]id.ID, error) {
	if len(accounts) > MaxAtOnce {
		return nil, apperr.Invalid.At("body.member_ids", "too_many", "max", MaxAtOnce)
	}
	status := map[id.ID]string{}
	for _, p := range s.People.People(accounts) {
		status[p.ID] = p.Status
	}
	seen := map[id.ID]bool{actor: true}
	out := []id.ID{}
	for i, account := range accounts {
		at := fmt.Sprintf("body.member_ids[%d]", i)
		switch status[account] {
		case active:
		case "":
			return nil, ErrPersonUnknown.At(at, "unknown_person")
		default:
			return nil, ErrPersonInactive.At(at, "inactive")
		}
		if !seen[account] {
			seen[account] = true
			out = append(out, account)
		}
	}
	return out, nil
}

// line writes a system line as the next message of the conversation.
func (s *Service) line(tx *db.Tx, who authz.Principal, conversation id.ID, code string, people []id.ID, name string) error {
	t, err := takeSeqs(tx, conversation, 1, false)
	if err != nil {
		return err
	}
	// Only those whom the line will name are looked up; the others are counted.
	shown := named(s.People, people[:min(len(people), maxPeopleInLine)])
	m := &message{Conversation: conversation, Seq: t.Seq, Epoch: t.Epoch, At: tx.Now, Kind: content.KindSystem,
		Content: systemLine(code, nameOf(s.People, who.Account), shown, len(people), name)}
	if err := s.insert(tx, m); err != nil {
		return err
	}
	return advanceActor(tx, conversation, who.Account, t.Seq)
}
