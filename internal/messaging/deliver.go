package messaging

import (
	"context"
	"encoding/json"
	"sync/atomic"
	"time"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/tracing"
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
//
// Where there are other nodes, a lane remembers what it has pushed of late, fills in what it missed
// before it goes on, and pushes nothing twice.
type delivery struct {
	s       *Service
	rosters *rosters
	lanes   [lanes]chan work
	ended   chan struct{}
	missed  atomic.Bool // something could not be pushed: look again
}

// work is a message to push, or the word that a conversation stands at the message's seq.
type work struct {
	message
	look  bool
	since time.Duration // when it was handed over, by the monotonic clock
	mark  tracing.Mark  // where it stands in its trace
}

func newDelivery(s *Service) *delivery {
	d := &delivery{s: s, rosters: newRosters(s.DB), ended: make(chan struct{})}
	for i := range d.lanes {
		d.lanes[i] = make(chan work, laneDepth)
	}
	return d
}

func (d *delivery) start(ctx context.Context) {
	context.AfterFunc(ctx, func() { close(d.ended) })
	for _, lane := range d.lanes {
		go func() {
			memory := newMemory()
			for {
				select {
				case w := <-lane:
					d.deliver(ctx, memory, w)
				case <-d.ended:
					return
				}
			}
		}()
	}
	if d.s.Whole != nil {
		go d.poll(ctx)
	}
}

// committed takes a message that this node has stored.
func (d *delivery) committed(m message, mark tracing.Mark) {
	d.enqueue(m, mark)
	if d.s.Bus != nil {
		d.s.Bus.Publish(SubjectSent, content.Encode(sentSign{m.Conversation, m.Seq, mark.Text()}))
	}
}

// enqueue gives up only when the node stops: clients pull what they missed.
func (d *delivery) enqueue(m message, mark tracing.Mark) { d.take(work{message: m, mark: mark}) }

func (d *delivery) take(w work) {
	w.since = clock.Monotonic()
	select {
	case d.lanes[w.Conversation[15]%lanes] <- w:
	case <-d.ended:
	}
}

// messageFrame is the data of message.created and message.changed.
type messageFrame struct {
	Message Message `json:"message"`
}

// AppendJSON writes the frame.
func (f messageFrame) AppendJSON(b []byte) []byte {
	return append(f.Message.AppendJSON(append(b, `{"message":`...)), '}')
}

func (d *delivery) deliver(ctx context.Context, memory *memory, w work) {
	ctx, span := d.s.Tracer.Resume(ctx, w.mark, "message.push")
	var err error
	if d.s.Whole == nil {
		err = d.push(ctx, w.message)
	} else {
		memory.turn(d.s.DB.Now())
		err = d.deliverOnce(ctx, memory, w)
	}
	span.End(err)
	if err == nil && !w.look {
		d.s.Figures.Push.Took(clock.Monotonic() - w.since)
	}
	if err != nil {
		d.s.Figures.NotPushed.Add(1)
		d.missed.Store(true)
		d.s.Log.WarnContext(ctx, "a message is not pushed; clients will pull it", "conversation", w.Conversation, "seq", w.Seq, "error", err)
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
	Conversation id.ID  `json:"c"`
	Seq          int64  `json:"s"`
	Mark         string `json:"m,omitempty"`
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
		s.delivery.enqueue(message{Conversation: sign.Conversation, Seq: sign.Seq}, tracing.ParseMark(sign.Mark))
	}
}

// HearSign takes another node's sign; app subscribes it to SubjectSign.
func (s *Service) HearSign(data []byte) {
	var sign otherSign
	if json.Unmarshal(data, &sign) == nil {
		s.Push.Send(sign.To, sign.Type, sign.Data)
	}
}
