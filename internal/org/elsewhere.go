package org

import (
	"tonggui/internal/org/presence"
	"tonggui/internal/platform/id"
)

// The subjects on which nodes tell each other who is connected to them.
const (
	SubjectPresence  = "org.presence"  // one node's signs
	SubjectPresences = "org.presences" // asks every node for all of its signs
)

// Bus tells other nodes; what it carries may be lost. The sender does not hear itself.
type Bus interface {
	Publish(subject string, data []byte)
}

// A sign takes 17 bytes: the account, and whether it is connected (1) and active (2). Signs follow
// the node's id and a byte that tells whether these are all. All of 50,000 accounts fit into what NATS
// carries at once; the rest follows in further parts.
const (
	signSize    = len(id.ID{}) + 1
	signsAtOnce = 50_000

	signOpen, signActive = 1, 2
)

// tellOthers lets the other nodes know what the connections of an account on this one tell now.
func (s *Service) tellOthers(account id.ID) {
	if s.o.Bus == nil {
		return
	}
	s.telling.Lock()
	defer s.telling.Unlock()
	s.o.Bus.Publish(SubjectPresence, encodeSigns(s.o.Node, []presence.Sign{s.presence.SignOf(account)}, false))
}

// tellAll lets the other nodes know of everybody who is connected to this one: what they have missed,
// or still believe, is set right by it.
func (s *Service) tellAll() {
	if s.o.Bus == nil {
		return
	}
	s.telling.Lock() // what changes meanwhile is told after it, not before
	defer s.telling.Unlock()
	all, whole := s.presence.Here(), true
	for whole || len(all) > 0 {
		n := min(len(all), signsAtOnce)
		s.o.Bus.Publish(SubjectPresence, encodeSigns(s.o.Node, all[:n], whole))
		all, whole = all[n:], false
	}
}

// MeetNodes asks who is connected to the other nodes and tells them who is connected to this one: after
// the start, and after the bus was broken.
func (s *Service) MeetNodes() {
	if s.o.Bus == nil {
		return
	}
	s.o.Bus.Publish(SubjectPresences, nil)
	s.tellAll()
}

// HearAsked answers a node that asks; app subscribes it to SubjectPresences.
func (s *Service) HearAsked([]byte) { s.tellAll() }

// HearElsewhere takes what another node tells; app subscribes it to SubjectPresence.
func (s *Service) HearElsewhere(data []byte) {
	node, signs, whole, ok := decodeSigns(data)
	if !ok {
		return
	}
	for _, account := range s.presence.Elsewhere(node, signs, whole) {
		s.pushPresence(account)
	}
}

// NodeGone forgets who was connected to a node that is no more.
func (s *Service) NodeGone(node id.ID) {
	for _, account := range s.presence.Elsewhere(node, nil, true) {
		s.pushPresence(account)
	}
}

func encodeSigns(node id.ID, signs []presence.Sign, whole bool) []byte {
	out := make([]byte, 0, signSize*(1+len(signs)))
	out = append(out, node[:]...)
	flag := byte(0)
	if whole {
		flag = 1
	}
	out = append(out, flag)
	for _, one := range signs {
		flag = 0
		if one.Open {
			flag |= signOpen
		}
		if one.Active {
			flag |= signActive
		}
		out = append(append(out, one.Account[:]...), flag)
	}
	return out
}

func decodeSigns(data []byte) (node id.ID, signs []presence.Sign, whole, ok bool) {
	if len(data) < signSize || len(data)%signSize != 0 {
		return node, nil, false, false
	}
	node, whole = id.ID(data[:len(node)]), data[len(node)] == 1
	for data = data[signSize:]; len(data) > 0; data = data[signSize:] {
		flag := data[signSize-1]
		signs = append(signs, presence.Sign{Account: id.ID(data[:signSize-1]), Open: flag&signOpen != 0, Active: flag&signActive != 0})
	}
	return node, signs, whole, true
}
