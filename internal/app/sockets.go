package app

import (
	"context"
	"encoding/json"
	"runtime"

	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
)

// sockets tells the hub who handles what clients say, and who hears of their coming and going.
func (h *House) sockets(ctx context.Context) {
	if h.DB.Dialect() == db.SQLite { // looking somebody up is work for this process, not waiting for another
		h.Sockets.Entrances(runtime.GOMAXPROCS(0))
	}
	h.Sockets.OnActivity(h.Org.Activity)
	h.Sockets.OnGone(h.Org.Gone)
	h.Sockets.OnAsked("unread", func(ctx context.Context, who authz.Principal) (any, error) { return h.Messaging.UnreadState(ctx, who) })
	h.Sockets.OnFrame("watch", h.Org.WatchFrame)
	h.Sockets.OnFrame("typing", func(c *realtime.Conn, data json.RawMessage) error {
		var d struct {
			Conversation id.ID `json:"conversation_id"`
		}
		if err := json.Unmarshal(data, &d); err != nil {
			return err
		}
		err := h.Messaging.Typing(ctx, c.Principal, d.Conversation)
		if apperr.Has(err, apperr.NotFound) {
			return nil // just removed from the group: nothing to tell, no reason to close
		}
		return err
	})
}

// hearRules lets a rule's new value hold on this node. When one comes into force or ends it tells every
// open client, so that what it offers (the countdown of a recall) follows; of proposals it tells those
// who decide on them. Of regulations everybody hears that something they can read is another now.
func (h *House) hearRules(ctx context.Context, f db.Fact) error {
	if err := h.Rules.Hear(ctx, f); err != nil {
		return err
	}
	if err := h.Statutes.Hear(ctx, f); err != nil {
		return err
	}
	switch f.Kind {
	case (event.RuleChanged{}).Kind():
		var e event.RuleChanged
		if err := f.Decode(&e); err != nil || e.Effective > f.At {
			return err
		}
		h.Sockets.Broadcast("rules.changed", struct{}{})
	case (event.RuleInForce{}).Kind():
		h.Sockets.Broadcast("rules.changed", struct{}{})
	case (event.RuleProposed{}).Kind():
		var e event.RuleProposed
		if err := f.Decode(&e); err != nil {
			return err
		}
		h.Sockets.Send(h.Org.Holders(authz.Admin, authz.SecurityAdmin), "rule.proposed", ruleProposal{e.Proposal})
	case (event.RuleTrialChanged{}).Kind():
		var e event.RuleTrialChanged
		if err := f.Decode(&e); err != nil {
			return err
		}
		h.Sockets.Send([]id.ID{e.AskedBy}, "rule_trial.changed", ruleTrial{e.Trial})
	case (event.RuleDecided{}).Kind():
		var e event.RuleDecided
		if err := f.Decode(&e); err != nil {
			return err
		}
		h.Sockets.Send(h.Org.Holders(authz.Admin, authz.SecurityAdmin), "rule.decided", ruleProposal{e.Proposal})
	case (event.RegulationPublished{}).Kind(), (event.RegulationInForce{}).Kind(), (event.RegulationLinked{}).Kind():
		h.Sockets.Broadcast("regulations.changed", struct{}{})
	}
	return nil
}

// ruleProposal names a proposal to those who may see it.
type ruleProposal struct {
	Proposal id.ID `json:"proposal_id"`
}

// ruleTrial names a trial run to who asked for it.
type ruleTrial struct {
	Trial id.ID `json:"trial_id"`
}
