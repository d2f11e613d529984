package org_test

import (
	"testing"

	"tonggui/internal/org"
	"tonggui/internal/platform/id"
)

// wire hands what one node publishes to another one.
type wire struct{ to *org.Service }

func (w *wire) Publish(subject string, data []byte) {
	if w.to == nil {
		return
	}
	switch subject {
	case org.SubjectPresence:
		w.to.HearElsewhere(data)
	case org.SubjectPresences:
		w.to.HearAsked(data)
	}
}

// covers: ORG-02
func TestNodesTellEachOtherWhoIsConnected(t *testing.T) {
	each(t, func(h *house) {
		h.company()
		who := h.number("1003")
		out, back := &wire{}, &wire{}
		node := func(w *wire) (*org.Service, id.ID) {
			name := id.New(h.clock.Now())
			s := org.New(org.Options{DB: h.db, Clock: h.clock, Sockets: newSockets(t), Node: name, Bus: w})
			if err := s.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			return s, name
		}
		here, name := node(out)
		there, _ := node(back)
		shows := func(s *org.Service, want string) {
			t.Helper()
			if all := s.Presences([]id.ID{who}); len(all) != 1 || all[0].Presence.State != want {
				t.Errorf("shown %+v, want %s", all, want)
			}
		}
		here.Activity(who, 1, true) // before the other node listens
		shows(there, "offline")
		out.to, back.to = there, here
		there.MeetNodes()
		shows(there, "online")
		here.Activity(who, 1, false)
		shows(there, "away")
		for _, nonsense := range [][]byte{nil, []byte("nonsense"), make([]byte, 16), make([]byte, 35)} {
			there.HearElsewhere(nonsense)
		}
		shows(there, "away")

		out.to = nil
		here.Activity(who, 0, false) // the word is lost
		shows(there, "away")
		out.to = there
		here.HearAsked(nil) // as every half minute
		shows(there, "offline")
		here.Activity(who, 1, true)
		there.NodeGone(name)
		shows(there, "offline")
		shows(here, "online")
	})
}
