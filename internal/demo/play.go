package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// player lets the people of the company speak.
type player struct {
	room   *messaging.Service
	files  *files.Service
	clock  *stage
	days   calendar
	actors map[string]authz.Principal // by name
	order  []string                   // everybody who is here, as the roster has them
	enter  func(ctx context.Context, name string) (authz.Principal, error)
	open   map[*talk]*scene
	beside []moment // what is done beside the talk, in the order of time
}

// moment is something that is done at a time of a working day.
type moment struct {
	day int
	at  time.Duration
	do  func(ctx context.Context) error
}

// catchUp does what is due beside the talk.
func (p *player) catchUp(ctx context.Context, until clock.Instant) error {
	for len(p.beside) > 0 {
		m := p.beside[0]
		at := p.days.at(m.day, m.at)
		if at >= until {
			return nil
		}
		p.beside = p.beside[1:]
		p.clock.moveTo(at)
		if err := m.do(ctx); err != nil {
			return fmt.Errorf("beside the talk, day %d, %s: %w", m.day, m.at, err)
		}
	}
	return nil
}

// scene is a conversation that was opened.
type scene struct {
	id      id.ID
	lastSeq int64
	seqs    map[string]int64 // of messages with a label
}

// play runs the script up to now.
func (p *player) play(ctx context.Context, all []*talk, now clock.Instant) error {
	p.open = map[*talk]*scene{}
	for _, c := range cues(all) {
		at := p.days.at(c.day, c.at)
		if at >= now {
			continue
		}
		if err := p.catchUp(ctx, at); err != nil {
			return err
		}
		if err := p.step(ctx, c, at); err != nil {
			return fmt.Errorf("%s, day %d, %s: %w", c.of.file, c.day, c.who, err)
		}
	}
	if err := p.catchUp(ctx, now); err != nil {
		return err
	}
	p.clock.moveTo(min(now, p.clock.Now().Add(time.Minute)))
	for _, t := range all {
		if p.open[t] == nil {
			continue
		}
		if err := p.leaveAs(ctx, t, p.open[t]); err != nil {
			return fmt.Errorf("%s: %w", t.file, err)
		}
	}
	return nil
}

func (p *player) step(ctx context.Context, c cue, at clock.Instant) error {
	if p.open[c.of] == nil {
		p.clock.moveTo(at.Add(-time.Minute))
		if err := p.begin(ctx, c.of); err != nil {
			return err
		}
	}
	p.clock.moveTo(at)
	return p.perform(ctx, c, p.open[c.of])
}

func (p *player) begin(ctx context.Context, t *talk) error {
	who := p.actors[t.opener()]
	var v messaging.Conversation
	var err error
	switch t.kind {
	case "group":
		v, err = p.room.CreateGroup(ctx, who, t.name, p.accounts(p.firstMembers(t)))
	default: // with oneself it is the note to self
		v, err = p.room.OpenDirect(ctx, who, p.actors[t.members[len(t.members)-1]].Account)
	}
	p.open[t] = &scene{id: v.ID, lastSeq: v.LastSeq, seqs: map[string]int64{}}
	return err
}

// firstMembers are the members at the beginning.
func (p *player) firstMembers(t *talk) []string {
	if t.all {
		return p.order
	}
	return t.members
}

func (p *player) accounts(names []string) []id.ID {
	out := make([]id.ID, len(names))
	for i, n := range names {
		out[i] = p.actors[n].Account
	}
	return out
}

func (p *player) perform(ctx context.Context, c cue, s *scene) error {
	who, err := p.enter(ctx, c.who)
	if err != nil {
		return err
	}
	text := p.nodes(c.text)
	switch c.act {
	case "edits":
		_, err = p.room.Edit(ctx, who, s.id, s.seqs[c.label], text.Nodes)
	case "recalls":
		_, err = p.room.Recall(ctx, who, s.id, s.seqs[c.label])
	case "misses":
		_, err = p.room.Recall(ctx, who, s.id, s.seqs[c.label])
		return refused(err, messaging.ErrRecallExpired)
	case "oversends":
		return p.oversend(ctx, who, c.text, c.parts)
	case "adds":
		_, err = p.room.AddMembers(ctx, who, s.id, p.accounts([]string{c.whom}), false)
		s.lastSeq++ // the system line
	case "forwards":
		return p.forward(ctx, who, c, s, text.Nodes)
	default:
		out := messaging.Outgoing{ClientID: id.New(p.clock.Now()), Content: text}
		switch c.act {
		case "corrects":
			out.Corrects = s.seqs[c.label]
		case "quotes":
			out.Quotes = s.seqs[c.about]
		case "answers":
			out.Thread = s.seqs[c.about]
		case "sends":
			if out.Content.FileIDs, err = p.upload(ctx, who, strings.Split(c.parts, ",")); err != nil {
				return err
			}
		}
		var m messaging.Message
		m, _, err = p.room.Send(ctx, who, s.id, out)
		s.lastSeq = m.Seq
		if c.act != "corrects" && c.label != "" {
			s.seqs[c.label] = m.Seq
		}
	}
	return err
}

// forward carries messages to a person or group.
func (p *player) forward(ctx context.Context, who authz.Principal, c cue, s *scene, note []content.Node) error {
	f := messaging.Forward{From: s.id, Note: note}
	for _, label := range strings.Split(c.parts, ",") {
		f.Seqs = append(f.Seqs, s.seqs[label])
	}
	slices.Sort(f.Seqs)
	f.Merged = len(f.Seqs) > 1
	f.ClientIDs = []id.ID{id.New(p.clock.Now())}
	f.To = []messaging.Target{{Account: p.actors[c.whom].Account}}
	for t, there := range p.open {
		if t.name == c.whom {
			f.To[0] = messaging.Target{Conversation: there.id}
		}
	}
	done, err := p.room.Forward(ctx, who, f)
	if err != nil {
		return err
	}
	for _, there := range p.open {
		if there.id == done[0].ConversationID {
			there.lastSeq = done[0].Messages[len(done[0].Messages)-1].Seq
		}
	}
	return nil
}

// leaveAs brings a conversation to how its members left it: read, unread, pinned, muted, drafts.
func (p *player) leaveAs(ctx context.Context, t *talk, s *scene) error {
	yes := true
	for _, name := range p.everybody(t) {
		who := p.actors[name]
		if seq := s.lastSeq - int64(t.behind[name]); seq > 0 {
			if _, err := p.room.MarkRead(ctx, who, s.id, seq); err != nil {
				return err
			}
		}
		if n := int64(t.unread[name]); n > 0 {
			if _, err := p.room.MarkUnread(ctx, who, s.id, s.lastSeq-n+1); err != nil {
				return err
			}
		}
		if text := t.drafts[name]; text != "" {
			if err := p.room.SaveDraft(ctx, who, s.id, p.days.dates(text)); err != nil {
				return err
			}
		}
	}
	for _, name := range t.pinned {
		if _, err := p.room.Prefer(ctx, p.actors[name], s.id, messaging.Preferences{Pinned: &yes}); err != nil {
			return err
		}
	}
	for _, name := range t.muted {
		if _, err := p.room.Prefer(ctx, p.actors[name], s.id, messaging.Preferences{Muted: &yes}); err != nil {
			return err
		}
	}
	return nil
}

// everybody are the members at the end.
func (p *player) everybody(t *talk) []string {
	out := append([]string{}, p.firstMembers(t)...)
	for i := range t.lines {
		l := &t.lines[i]
		if l.act == "adds" && p.days.at(l.day, l.at) < p.clock.Now() {
			out = append(out, l.whom)
		}
	}
	return out
}
