package messaging

import (
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
)

// RecallFacts are what the recall window decides on.
type RecallFacts struct {
	Seq   int64 `json:"seq"`
	AgeUS int64 `json:"age_us"` // since the message was sent
	Edit  bool  `json:"edit"`   // an edit; a recall otherwise
}

// RecallWindow is how long after sending a message can be recalled or edited, the end included.
var RecallWindow = rulebook.Declare(rulebook.Rule[RecallFacts]{
	ID: "messaging.recall_window", Requirements: []string{"MSG-03"}, Carried: rulebook.Enforced,
	Unit: "s", Default: 120, Min: 0, Max: 30 * 86_400, Clause: "messages.recall", Way: "message.correct",
	Decide: func(f RecallFacts, seconds int64) rulebook.Outcome {
		if f.AgeUS > seconds*time.Second.Microseconds() {
			return rulebook.Block
		}
		return rulebook.Allow
	},
})

// recallableUntil is the last instant at which the window is open.
func recallableUntil(m message, seconds int64) clock.Instant {
	return m.At.Add(time.Duration(seconds) * time.Second)
}

// MaxMembers is the size of the largest group.
const MaxMembers = 100_000

// Groups up to these sizes: larger ones would make a sign or a count cost more than it tells.
const (
	maxForSigns    = 200  // typing and reading are shown to all members
	maxForReceipts = 2000 // lists of messages carry read counts
)

// relations are how a member stands to the conversation.
func (s standing) relations() []authz.Relation {
	switch {
	case s.Kind == Group && s.Role == Owner:
		return []authz.Relation{authz.Member, authz.GroupOwner}
	case s.Kind == Group && s.Role == Admin:
		return []authz.Relation{authz.Member, authz.GroupAdmin}
	}
	return []authz.Relation{authz.Member}
}

// can tells whether the member may do an action to the conversation.
func (s standing) can(who authz.Principal, a authz.Action) bool {
	return authz.Can(who, a, s.relations()...)
}

// canRemove tells whether a member may send another one away: administrators ordinary members, the
// owner everybody.
func canRemove(actor, other Role) bool {
	return actor == Owner || actor == Admin && other == Common
}

// canMentionAll tells whether a member may call everybody.
func canMentionAll(who authz.Principal, k Kind, r Role) bool {
	return standing{conversation{Kind: k}, member{Role: r}}.can(who, authz.MessageSendAll)
}

// groupActions make sense in groups only.
var groupActions = []authz.Action{authz.GroupRename, authz.GroupAdd, authz.GroupRemove, authz.GroupLeave}

// abilities lists what the member may do, for the client.
func (s standing) abilities(who authz.Principal, peer *ref.Person) []string {
	out := []string{}
	if s.can(who, authz.MessageSend) && (peer == nil || peer.Status != left) {
		out = append(out, string(authz.MessageSend))
	}
	if s.can(who, authz.MessageSendAll) {
		out = append(out, string(authz.MessageSendAll))
	}
	if s.Kind != Group {
		return out
	}
	for _, a := range groupActions {
		if s.can(who, a) {
			out = append(out, string(a))
		}
	}
	return out
}

// The states of a person that messaging knows.
const (
	active = "active"
	left   = "left"
)
