package messaging

import (
	"context"
	"strings"
	"unicode/utf8"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Edits lists the versions of a message, the first one first. Of a recalled message only its sender
// sees them.
//
// Errors: apperr.NotFound, ErrRecalled.
func (s *Service) Edits(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) (out []Edit, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		st, err := admitted(selectStanding(q, conversation, who.Account))
		if err != nil {
			return err
		}
		m, err := selectMessage(q, conversation, seq)
		switch {
		case err != nil:
			return absent(err)
		case seq <= st.FromSeq || m.Kind == content.KindSystem:
			return apperr.NotFound.New()
		case m.RecalledAt > 0 && m.Sender != who.Account:
			return ErrRecalled.New()
		}
		out, err = m.versions(q)
		return err
	})
	return out, err
}

// versions returns all that a message has said, the first version first.
func (m message) versions(q db.Q) ([]Edit, error) {
	out, err := selectEdits(q, m.Conversation, m.Seq)
	last := Edit{Version: m.EditCount + 1, Content: m.Content, At: m.At}
	if m.EditCount > 0 {
		last.At = m.EditedAt
	}
	return append(out, last), err
}

// The length of a purpose in characters.
const (
	minPurpose = 2
	maxPurpose = 200
)

// ReadRecalled gives those entitled what a recalled message said, all its versions, and records that
// they read it and what for: without the record, no content.
//
// Errors: apperr.Forbidden; apperr.NotFound also where the message is not recalled; ErrPurposeNeeded.
func (s *Service) ReadRecalled(ctx context.Context, who authz.Principal, conversation id.ID, seq int64, purpose string) (out []Edit, err error) {
	if !authz.Can(who, authz.RecalledRead) {
		return nil, apperr.Forbidden.New()
	}
	purpose = strings.TrimSpace(purpose)
	if n := utf8.RuneCountInString(purpose); n < minPurpose || n > maxPurpose || strings.ContainsFunc(purpose, content.Hidden) {
		return nil, ErrPurposeNeeded.New("min", minPurpose, "max", maxPurpose)
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		m, err := selectMessage(tx, conversation, seq)
		if err != nil {
			return absent(err)
		}
		if m.RecalledAt == 0 {
			return apperr.NotFound.New()
		}
		if out, err = m.versions(tx); err != nil {
			return err
		}
		row := id.New(tx.Now)
		if _, err := tx.Exec(`INSERT INTO recalled_reads (id, conversation_id, seq, account_id, purpose, at) VALUES (?, ?, ?, ?, ?, ?)`,
			row, conversation, seq, who.Account, purpose, tx.Now); err != nil {
			return err
		}
		return record(tx, who, authz.RecalledRead, m, map[string]any{"purpose_id": row})
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
