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
)

// scene makes an event happen around one person, and returns the text by which its frame is known.
type scene func(w *world, p *person, relation string) (mark string)

// inSpot is a scene in a conversation of the relation.
func inSpot(act func(w *world, p *person, s spot, relation string)) scene {
	return func(w *world, p *person, relation string) string {
		place := relation
		if place == "own" { // what the person does; in any conversation of theirs
			place = "member"
		}
		s := w.make(p, place)
		w.fence(w.ears[w.keeper]) // what making it said is no part of the scene
		w.heard("", "")
		act(w, p, s, relation)
		return s.conversation.String()
	}
}

// scenes has one for every event that the server sends.
var scenes = map[string]scene{
	"message.created": inSpot(func(w *world, p *person, s spot, relation string) {
		w.say(w.speaker(p, relation), s.conversation)
	}),
	"message.changed": func(w *world, p *person, relation string) string {
		s, author := w.make(p, relation), w.keeper
		if strings.HasSuffix(relation, ":own") {
			author = p
		}
		must(w.house.Messaging.Edit(w.ctx(), author.acting(), s.conversation, s.seq, newText(w)))
		return s.conversation.String()
	},
	"conversation.changed": inSpot(func(w *world, p *person, s spot, relation string) {
		owner := w.keeper
		if relation == "owner" {
			owner = p
		}
		must(w.house.Messaging.Rename(w.ctx(), owner.acting(), s.conversation, canary+w.newID().String()))
	}),
	"conversation.added":   func(w *world, p *person, relation string) string { return w.make(p, relation).conversation.String() },
	"conversation.removed": func(w *world, p *person, relation string) string { return w.make(p, relation).conversation.String() },
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
	"presence": func(w *world, p *person, relation string) string {
		watched := encoded([]id.ID{w.keeper.account})
		if relation == "not_watching" {
			watched = []byte(`[]`)
		}
		for _, e := range w.ears {
			e.say(`{"t":"watch","d":{"account_ids":[]}}`)
		}
		w.ears[p].say(fmt.Sprintf(`{"t":"watch","d":{"account_ids":%s}}`, watched))
		note := w.newID().String()
		must(w.house.Org.SetPresence(w.ctx(), w.principal(w.keeper), org.PresenceChange{State: "busy", Note: note}))
		return note
	},
	"settings.changed": func(w *world, p *person, relation string) string {
		who, zones := p, []string{"Asia/Shanghai", "Europe/Tallinn"}
		if relation == "of_colleague" {
			who = w.other
		}
		for _, zone := range zones {
			must(w.house.Org.UpdateSettings(w.ctx(), w.principal(who), org.SettingsChange{Zone: &zone}))
		}
		return zones[1]
	},
	"import.progress": func(w *world, p *person, relation string) string {
		by := p
		if relation == "of_colleague" {
			by = w.other
		}
		mark := w.rehearsed(by).String()
		if by == p {
			w.ears[p].waitFor("import.progress", func() bool { return w.ears[p].has("import.progress", mark) })
		}
		return mark
	},
}

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

// heard tells who got a frame of the event with the mark since the last time.
func (w *world) heard(event, mark string) map[*person]bool {
	out := map[*person]bool{}
	for e, frames := range w.flush(slices.Collect(maps.Values(w.ears))) {
		for _, f := range frames {
			if f.Type == event && strings.Contains(string(f.Data), mark) {
				out[e.who] = true
			}
		}
	}
	return out
}

// askEvents plays every scene for every person and compares who heard it with the table. Beside the
// person only the two who are in every scene may hear it.
func (w *world) askEvents(t *table, wanted func(event, relation string) bool) (found []string, asked int) {
	for _, name := range slices.Sorted(maps.Keys(t.rows)) {
		r := t.rows[name]
		event, ours := strings.CutPrefix(r.op, "event:")
		play := scenes[event]
		if !ours || play == nil || wanted != nil && !wanted(event, r.relation) {
			continue
		}
		for _, kind := range t.entering() {
			asked++
			p := w.people[kind]
			w.pass(3 * time.Second) // typing is told every three seconds at most
			mark := play(w, p, r.relation)
			w.fenceKeeping()
			heard := w.heard(event, mark)
			if allowed, _ := t.expect(r, kind); heard[p] != allowed {
				found = append(found, fmt.Sprintf("%s: heard %v, want %v", cell{row: r, kind: kind}, heard[p], allowed))
			}
			for other := range heard {
				if other != p && other != w.keeper && other != w.other {
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
			told := w.heard("typing", s.conversation.String())
			if allowed, _ := w.table.expect(r, kind); told[w.keeper] != allowed || told[p] {
				t.Errorf("%s %s: the others heard %v, want %v", name, kind, told[w.keeper], allowed)
			}
		}
	}
}
