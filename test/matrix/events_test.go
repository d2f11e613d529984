package matrix

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// scene prepares an event around one person. What it returns makes it happen, and gives the text by
// which its frame is known.
type scene func(w *world, p *person, relation string) (act func() (mark string))

// inSpot is a scene in a conversation of the relation.
func inSpot(act func(w *world, p *person, s spot, relation string)) scene {
	return func(w *world, p *person, relation string) func() string {
		place := relation
		if place == "own" { // what the person does; in any conversation of theirs
			place = "member"
		}
		s := w.make(p, place)
		return func() string {
			act(w, p, s, relation)
			return s.conversation.String()
		}
	}
}

// making is a scene in which making the conversation is what is told.
func making(w *world, p *person, relation string) func() string {
	return func() string { return w.make(p, relation).conversation.String() }
}

// scenes has one for every event that the server sends.
var scenes = map[string]scene{
	"message.created": inSpot(func(w *world, p *person, s spot, relation string) {
		w.say(w.speaker(p, relation), s.conversation)
	}),
	"message.changed": inSpot(func(w *world, p *person, s spot, relation string) {
		author := w.keeper
		if strings.HasSuffix(relation, ":own") {
			author = p
		}
		must(w.house.Messaging.Edit(w.ctx(), author.acting(), s.conversation, s.seq, newText(w).Nodes))
	}),
	"conversation.changed": inSpot(func(w *world, p *person, s spot, relation string) {
		owner := w.keeper
		if relation == "owner" {
			owner = p
		}
		must(w.house.Messaging.Rename(w.ctx(), owner.acting(), s.conversation, canary+w.newID().String()))
	}),
	"conversation.added":   making,
	"conversation.removed": making,
	"read.mine": inSpot(func(w *world, p *person, s spot, relation string) {
		seq, reader := w.say(w.keeper, s.conversation), p
		if relation != "own" {
			reader = w.other
		}
		must(w.house.Messaging.MarkRead(w.ctx(), reader.acting(), s.conversation, seq))
	}),
	"read.others": inSpot(func(w *world, p *person, s spot, relation string) {
		author, reader := w.speaker(p, relation), w.other
		if relation == "direct" {
			author, reader = p, w.keeper
		}
		must(w.house.Messaging.MarkRead(w.ctx(), reader.acting(), s.conversation, w.say(author, s.conversation)))
	}),
	"draft.changed": inSpot(func(w *world, p *person, s spot, relation string) {
		author := w.keeper
		if relation == "own" {
			author = p
		}
		w.must(w.house.Messaging.SaveDraft(w.ctx(), author.acting(), s.conversation, canary))
	}),
	"typing": inSpot(func(w *world, p *person, s spot, _ string) {
		w.must(w.house.Messaging.Typing(w.ctx(), w.keeper.acting(), s.conversation))
	}),
	"presence": func(w *world, p *person, relation string) func() string {
		watched := encoded([]id.ID{w.keeper.account})
		if relation == "not_watching" {
			watched = []byte(`[]`)
		}
		w.ears[p].say(fmt.Sprintf(`{"t":"watch","d":{"account_ids":%s}}`, watched))
		return func() string {
			note := w.newID().String()
			must(w.house.Org.SetPresence(w.ctx(), w.principal(w.keeper), org.PresenceChange{State: "busy", Note: note}))
			return note
		}
	},
	"rule_trial.changed": trying,
	"rule.proposed":      deciding("rule.proposed"),
	"rule.decided":       deciding("rule.decided"),
	"settings.changed": func(w *world, p *person, relation string) func() string {
		who := p
		if relation == "of_colleague" {
			who = w.other
		}
		zone := zones[slices.Index(w.table.entering(), p.kind)%len(zones)]
		return func() string {
			must(w.house.Org.UpdateSettings(w.ctx(), w.principal(who), org.SettingsChange{Zone: &zone}))
			return zone
		}
	},
	"acknowledgements.changed": acknowledging,
	"approval.effect_stuck":    stuckEffect,
	"delegations.changed":      delegating,
	"approval.changed":         approving("approval.changed"),
	"approvals.counts":         approving("approvals.counts"),
	"import.progress": func(w *world, p *person, relation string) func() string {
		return func() string {
			if relation == "of_colleague" {
				return w.rehearsed(w.other).String()
			}
			mark := w.rehearsed(p).String()
			w.ears[p].waitFor("import.progress", func() bool { return w.ears[p].has("import.progress", mark) })
			return mark
		}
	},
}

// zones are different for each person, so that their frames can be told apart.
var zones = []string{"Europe/Tallinn", "Europe/Vilnius", "Europe/Riga", "Europe/Oslo", "Europe/Rome", "Europe/Paris", "Europe/Sofia",
	"Europe/Athens", "Europe/Berlin", "Europe/Madrid"}

// speaker is who says something in a conversation of the relation.
func (w *world) speaker(p *person, relation string) *person {
	if relation == "notes" {
		return p
	}
	return w.keeper
}

// open opens a socket for each who gets in.
func (w *world) open() {
	w.ears = map[*person]*sniffer{}
	for _, kind := range append(w.table.entering(), "other", "keeper") {
		w.ears[w.people[kind]] = w.sniff(w.people[kind])
	}
}

// heard tells who got frames of the event since the last time, and all that stood in them.
func (w *world) heard(event string) map[*person]string {
	out := map[*person]string{}
	for e, frames := range w.flush(slices.Collect(maps.Values(w.ears))) {
		for _, f := range frames {
			if f.Type == event {
				out[e.who] += string(f.Data)
			}
		}
	}
	return out
}

// askEvents plays every scene for every person and compares who heard it with the table. Beside the
// person only the two who are in every scene may hear it; presence is for whoever watches.
func (w *world) askEvents(t *table, wanted func(event, relation string) bool) (found []string, asked int) {
	for _, name := range slices.Sorted(maps.Keys(t.rows)) {
		r := t.rows[name]
		event, ours := strings.CutPrefix(r.op, "event:")
		play := scenes[event]
		if !ours || play == nil || wanted != nil && !wanted(event, r.relation) {
			continue
		}
		acts, marks := map[string]func() string{}, map[string]string{}
		for _, kind := range t.entering() {
			acts[kind] = play(w, w.people[kind], r.relation)
		}
		w.pass(3 * time.Second) // typing is told every three seconds at most
		w.fenceKeeping()        // what the preparation brought about is no part of the scene
		w.heard("")
		for _, kind := range t.entering() {
			marks[kind] = acts[kind]()
		}
		w.fenceKeeping()
		heard := w.heard(event)
		for _, kind := range t.entering() {
			asked++
			p := w.people[kind]
			has := func(who *person) bool { return strings.Contains(heard[who], marks[kind]) }
			if allowed, _ := t.expect(r, kind); has(p) != allowed {
				found = append(found, fmt.Sprintf("%s: heard %v, want %v", cell{row: r, kind: kind}, has(p), allowed))
			}
			for other := range heard {
				if told, _ := t.expect(r, other.kind); told && r.relation == "company" { // what is told to all of a kind
					continue
				}
				if other != p && other != w.keeper && other != w.other && event != "presence" && has(other) {
					found = append(found, fmt.Sprintf("%s: %s heard it too", cell{row: r, kind: kind}, other.kind))
				}
			}
		}
	}
	return found, asked
}

// fenceKeeping is a fence beside which what the ears have heard stays with them.
func (w *world) fenceKeeping() {
	if w.fencing == nil {
		w.fencing = w.sniff(w.keeper)
	}
	w.rest()
	w.fence(w.fencing)
}

// covers: MSG-01, MSG-03, MSG-04, ACC-06
func TestEachEventIsHeardByWhomTheTableNames(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	w.open()
	found, asked := w.askEvents(w.table, nil)
	report(t, found)
	t.Logf("%d cells of events", asked)
}

// covers: ORG-01
func TestThatTheDirectoryChangedIsToldToAllAndSaysNothingMore(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	w.open()
	w.give(w.spare, "leader")
	for _, e := range w.ears {
		e.waitFor("directory.changed", func() bool { return e.has("directory.changed", "{}") })
	}
}

// covers: MSG-03
func TestThatARuleChangedIsToldToAllAndSaysNothingMore(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	w.open()
	value := int64(60)
	_, err := w.house.Rules.Set(w.ctx(), w.people["admin"].acting(), rulebook.Change{Rule: "messaging.recall_window",
		Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: &value, Reason: "matrix"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range w.ears {
		e.waitFor("rules.changed", func() bool { return e.has("rules.changed", "{}") })
	}
}

// covers: RBK-01
func TestThatARegulationChangedIsToldToAllAndSaysNothingMore(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	w.open()
	w.statuteOf(w.people["employee"], "published")
	for _, e := range w.ears {
		e.waitFor("regulations.changed", func() bool { return e.has("regulations.changed", "{}") })
	}
}

// covers: ACC-06
func TestWhatAClientSaysIsHeardOnlyWhereItMayTalk(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	w.open()
	for _, name := range w.table.order {
		r := w.table.rows[name]
		if r.op != "frame:typing" {
			continue
		}
		for _, kind := range w.table.entering() {
			w.pass(3 * time.Second)
			p := w.people[kind]
			s := w.make(p, r.relation)
			if !w.ears[p].say(`{"t":"typing","d":{"conversation_id":"` + s.conversation.String() + `"}}`) {
				t.Errorf("%s %s: the socket was closed", name, kind)
			}
			heard := w.heard("typing")
			told := strings.Contains(heard[w.keeper], s.conversation.String())
			if allowed, _ := w.table.expect(r, kind); told != allowed || heard[p] != "" {
				t.Errorf("%s %s: the others heard %v, want %v; the caller heard %q", name, kind, told, allowed, heard[p])
			}
		}
	}
}

// covers: ORG-02, MSG-01
func TestAFrameThatIsNoneClosesTheSocketAndNothingElse(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.open()
	for _, kind := range w.table.entering() {
		e := w.ears[w.people[kind]]
		for _, fine := range []string{`{"t":"presence","d":{"active":false}}`, `{"t":"presence","d":{"active":true}}`, `{"t":"watch","d":{"account_ids":[]}}`} {
			if !e.say(fine) {
				t.Errorf("%s: %s closed the socket", kind, fine)
			}
		}
	}
	w.rest()
	before := w.storage.content()
	many := strings.TrimSuffix(strings.Repeat(string(encoded(w.keeper.account))+",", 201), ",")
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"t":"message.created","d":{}}`, `{"t":"typing","d":{"conversation_id":"x"}}`, `{"t":"typing","d":[]}`,
		`{"t":"watch","d":{"account_ids":["x"]}}`, `{"t":"watch","d":{"account_ids":[` + many + `]}}`, `{"t":"presence","d":{"active":"yes"}}`,
		"\xff", strings.Repeat("[", 5000), `{"t":"watch"` + strings.Repeat(" ", 20_000) + `}`} {
		e := w.sniff(w.people["employee"])
		e.say(bad)
		e.waitFor("the end", e.gone)
	}
	w.ears[w.people["employee"]].say(`{"t":"presence","d":{"active":true}}`)
	if diff := before.differs(w.storage.content()); len(diff) > 0 {
		t.Errorf("something was written: %v", diff)
	}
	if a := w.send(request{method: "GET", path: "/healthz"}); !a.ok() {
		t.Errorf("the house answers %d", a.status)
	}
}
