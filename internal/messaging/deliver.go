package messaging

import (
	"context"
	"encoding/json"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// The subjects on which the nodes of a cluster tell each other.
const (
	SubjectSent = "messaging.sent" // conversation and seq of a committed message
	SubjectSign = "messaging.sign" // a frame that may be lost, for single accounts
)

const (
	lanes     = 8
	laneDepth = 1024
)

// delivery pushes committed messages to the members' sockets. A conversation has one lane, so its
// frames keep the order of their commits; a large group does not hold up the others. A full lane
// holds up the senders rather than forgetting a frame.
type delivery struct {
	s       *Service
	rosters *rosters
	lanes   [lanes]chan message
	ended   chan struct{}
}

func newDelivery(s *Service) *delivery {
	d := &delivery{s: s, rosters: newRosters(s.DB), ended: make(chan struct{})}
	for i := range d.lanes {
		d.lanes[i] = make(chan message, laneDepth)
	}
	return d
}

func (d *delivery) start(ctx context.Context) {
	context.AfterFunc(ctx, func() { close(d.ended) })
	for _, lane := range d.lanes {
		go func() {
			for {
				select {
				case m := <-lane:
					d.deliver(ctx, m)
				case <-d.ended:
					return
				}
			}
		}()
	}
}

// committed takes a message that this node has stored.
func (d *delivery) committed(m message) {
	d.enqueue(m)
	if d.s.Bus != nil {
		d.s.Bus.Publish(SubjectSent, content.Encode(sentSign{m.Conversation, m.Seq}))
	}
}

// enqueue gives up only when the node stops: clients pull what they missed.
func (d *delivery) enqueue(m message) {
	select {
	case d.lanes[m.Conversation[15]%lanes] <- m:
	case <-d.ended:
	}
}

// messageFrame is the data of message.created and message.changed.
type messageFrame struct {
	Message Message `json:"message"`
}

func (d *delivery) deliver(ctx context.Context, m message) {
	if err := d.push(ctx, m); err != nil {
		d.s.Log.WarnContext(ctx, "a message is not pushed; clients will pull it", "conversation", m.Conversation, "seq", m.Seq, "error", err)
	}
}

func (d *delivery) push(ctx context.Context, m message) (err error) {
	if m.Epoch == 0 { // another node has stored it
		if m, err = selectMessage(d.s.DB.Ask(ctx), m.Conversation, m.Seq); err != nil {
			return err
		}
	}
	members, err := d.rosters.members(ctx, m.Conversation, m.Epoch)
	if err != nil {
		return err
	}
	frame, err := d.s.frame(d.s.DB.Ask(ctx), m)
	if err != nil {
		return err
	}
	d.s.Push.Send(members, "message.created", frame)
	return nil
}

// frame makes the body that all members share; a plain message costs no query.
func (s *Service) frame(q db.Q, m message) (messageFrame, error) {
	name := ""
	if !m.Sender.IsZero() {
		name = s.nameOf(m.Sender)
	}
	v := []Message{m.show(name)}
	if err := shared(q, []message{m}, v); err != nil {
		return messageFrame{}, err
	}
	err := s.addMarks(q, nil, []message{m}, v)
	return messageFrame{v[0]}, err
}

type sentSign struct {
	Conversation id.ID `json:"c"`
	Seq          int64 `json:"s"`
}

type otherSign struct {
	To   []id.ID         `json:"to"`
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

// sign pushes what may be lost to accounts wherever they are connected.
func (s *Service) sign(accounts []id.ID, typ string, data any) {
	if len(accounts) == 0 {
		return
	}
	s.Push.Send(accounts, typ, data)
	if s.Bus == nil {
		return
	}
	if body, err := json.Marshal(data); err == nil {
		s.Bus.Publish(SubjectSign, content.Encode(otherSign{accounts, typ, body}))
	}
}

// HearSent takes word of a message that another node has stored; app subscribes it to SubjectSent.
func (s *Service) HearSent(data []byte) {
	var sign sentSign
	if json.Unmarshal(data, &sign) == nil {
		s.delivery.enqueue(message{Conversation: sign.Conversation, Seq: sign.Seq})
	}
}

// HearSign takes another node's sign; app subscribes it to SubjectSign.
func (s *Service) HearSign(data []byte) {
	var sign otherSign
	if json.Unmarshal(data, &sign) == nil {
		s.Push.Send(sign.To, sign.Type, sign.Data)
	}
}
