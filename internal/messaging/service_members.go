package messaging

import (
	"context"
	"errors"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// inGroup runs a change of a group by somebody who may make it.
func (s *Service) inGroup(ctx context.Context, who authz.Principal, group id.ID, a authz.Action, change func(*db.Tx, standing) error) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		st, err := enter(tx, who, group)
		switch {
		case err != nil:
			return err
		case st.Kind != Group:
			return ErrNotAGroup.New()
		case !st.can(who, a):
			return apperr.Forbidden.New()
		}
		return change(tx, st)
	})
}

// AddMembers adds people to a group; those who are in it already stay as they are. With openHistory
// they see what came before, as far as the one who adds them sees it.
//
// Errors: apperr.NotFound, apperr.Forbidden, ErrNotAGroup, ErrPersonUnknown, ErrPersonInactive, ErrFull.
func (s *Service) AddMembers(ctx context.Context, who authz.Principal, group id.ID, accounts []id.ID, openHistory bool) (v Conversation, err error) {
	others, err := s.activeOthers(accounts, who.Account)
	if err != nil {
		return v, err
	}
	err = s.inGroup(ctx, who, group, authz.GroupAdd, func(tx *db.Tx, st standing) error {
		fresh, err := strangers(tx, group, others)
		if err != nil || len(fresh) == 0 {
			return err
		}
		if st.MemberCount+int64(len(fresh)) > MaxMembers {
			return ErrFull.New("max", MaxMembers)
		}
		epoch, err := changeEpoch(tx, group, int64(len(fresh)))
		if err != nil {
			return err
		}
		as := member{FromSeq: st.LastSeq, JoinedSeq: st.LastSeq, JoinedEpoch: epoch}
		if openHistory {
			as.FromSeq = st.FromSeq
		}
		if err := insertMembers(tx, group, fresh, Common, as); err != nil {
			return err
		}
		facts := map[string]any{"added": fresh, "from_seq": as.FromSeq}
		return s.membersChanged(tx, who, authz.GroupAdd, facts, event.MembersChanged{Conversation: group, Epoch: epoch, Added: fresh}, lineAdded)
	})
	if err != nil {
		return v, err
	}
	return s.Conversation(ctx, who, group)
}

func strangers(tx *db.Tx, group id.ID, accounts []id.ID) ([]id.ID, error) {
	out := []id.ID{}
	for _, account := range accounts {
		in, err := isMember(tx, group, account)
		if err != nil {
			return nil, err
		}
		if !in {
			out = append(out, account)
		}
	}
	return out, nil
}

// membersChanged records a change of members, says it and writes its line.
func (s *Service) membersChanged(tx *db.Tx, who authz.Principal, a authz.Action, facts map[string]any, e event.MembersChanged, line string) error {
	if err := audit.Write(tx, who, audit.Entry{Action: a, Object: "conversation", ObjectID: e.Conversation, Facts: facts}); err != nil {
		return err
	}
	if err := tx.Say(e); err != nil {
		return err
	}
	return s.line(tx, who, e.Conversation, line, append(e.Added, e.Removed...), "")
}

// RemoveMember takes somebody out of a group, at once. To remove oneself is to leave.
//
// Errors: apperr.NotFound where either is not a member, apperr.Forbidden, ErrNotAGroup.
func (s *Service) RemoveMember(ctx context.Context, who authz.Principal, group, account id.ID) error {
	if account == who.Account {
		return s.Leave(ctx, who, group)
	}
	return s.inGroup(ctx, who, group, authz.GroupRemove, func(tx *db.Tx, st standing) error {
		other, err := selectStanding(tx, group, account)
		if err != nil {
			return absent(err)
		}
		if !canRemove(st.Role, other.Role) {
			return apperr.Forbidden.New()
		}
		return s.end(tx, who, group, account, authz.GroupRemove, lineRemoved)
	})
}

// Leave ends one's own membership. An owner who leaves hands the group on; the last one leaves it
// without members.
//
// Errors: apperr.NotFound, ErrNotAGroup.
func (s *Service) Leave(ctx context.Context, who authz.Principal, group id.ID) error {
	return s.inGroup(ctx, who, group, authz.GroupLeave, func(tx *db.Tx, st standing) error {
		if err := s.end(tx, who, group, who.Account, authz.GroupLeave, lineLeft); err != nil || st.Role != Owner {
			return err
		}
		heir, err := selectHeir(tx, group)
		if errors.Is(err, db.ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		return updateRole(tx, group, heir, Owner)
	})
}

func (s *Service) end(tx *db.Tx, who authz.Principal, group, account id.ID, a authz.Action, line string) error {
	epoch, err := changeEpoch(tx, group, -1)
	if err != nil {
		return err
	}
	if err := found(endMember(tx, group, account, epoch)); err != nil {
		return err
	}
	if _, err := deleteDraft(tx, group, account); err != nil {
		return err
	}
	e := event.MembersChanged{Conversation: group, Epoch: epoch, Removed: []id.ID{account}}
	return s.membersChanged(tx, who, a, map[string]any{"removed": account}, e, line)
}
