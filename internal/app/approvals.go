package app

import (
	"context"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/builtin"
	"tonggui/internal/approvals/effects"
	"tonggui/internal/approvals/keyring"
	"tonggui/internal/files"
	"tonggui/internal/messaging/content"
	"tonggui/internal/rulebook"
)

// approving makes the room of approvals, with what approvals bring about.
func (h *House) approving(ctx context.Context, o Options) (err error) {
	if h.Approving, err = keyring.Open(ctx, keyring.Deps{DB: h.DB, Keys: h.Keys, Log: o.Log}); err != nil {
		return err
	}
	h.Approvals = approvals.New(approvals.Deps{DB: h.DB, People: h.Org, Days: h.Calendar, Push: h.Sockets, Keys: h.Approving, Passkeys: h.Passkeys,
		Files: func() approvals.Files { return files.Attachments{Room: h.Files} }, Cards: func() approvals.Cards { return h.Messaging.CardsOf(content.SubjectApproval) }, Effects: h.effects(), Log: o.Log})
	return nil
}

// effects are what approvals can bring about. A template whose effect is not among them is not offered.
func (h *House) effects() []approvals.Effect {
	return []approvals.Effect{
		effects.Leave{Days: h.Calendar},
		effects.Delegation{Room: h.effectsRoom},
		effects.RuleChange{Rules: func() *rulebook.Service { return h.Rulebook }},
	}
}

func (h *House) effectsRoom() effects.Room { return h.Approvals }

// startApprovals brings the templates of the program, and begins what runs beside requests.
func (h *House) startApprovals(ctx context.Context) error {
	all, err := builtin.All()
	if err != nil {
		return err
	}
	own := make([]approvals.BuiltIn, len(all))
	for i, t := range all {
		own[i] = approvals.BuiltIn{Key: t.Key, Definition: t.Definition}
	}
	if err := h.Approvals.Bring(ctx, own); err != nil {
		return err
	}
	if err := h.DB.Follow(ctx, "rule-proposals", effects.Proposals{DB: h.DB, Rules: h.Rulebook, Room: h.Approvals}.Hear); err != nil {
		return err
	}
	if err := h.DB.Follow(ctx, "approvals", h.Approvals.Hear); err != nil {
		return err
	}
	h.Approvals.Start(ctx)
	return nil
}
