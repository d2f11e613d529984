package ledger

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/client"
)

// Company is what the people's process must know to act: it may be killed and started again at any time,
// and finds in the ledger what it had begun.
type Company struct {
	Ledger string // address
	Nodes  []string
	People []Person
	Group  string
	Direct string           // of the first two
	Old    map[string]int64 // a message of each in the group that can no longer be recalled
	Deaf   bool             // nobody comes and goes, reads or sends files: only messages
	Pace   time.Duration    // between two messages of somebody
}

// Person is somebody with a session, which holds at every node.
type Person struct{ ID, Token string }

// talkers are the people but the last, who only listens, and is sent away and fetched back.
func (c Company) talkers() []Person { return c.People[:len(c.People)-1] }

// visitor is the last.
func (c Company) visitor() Person { return c.People[len(c.People)-1] }

// actor is one person doing one kind of thing, with what the ledger knows of it from before.
type actor struct {
	Company
	Person
	number int
	book   *Book
	past   []Line // own lines, of an earlier life of this process
	at     int    // the node at which they are
	http   *http.Client
}

// Live lets everybody act until ctx ends, and returns when the last answer is known.
func Live(ctx context.Context, c Company) error {
	var all sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for i, p := range c.talkers() {
		roles := []func(*actor, context.Context) error{(*actor).talk}
		if !c.Deaf {
			roles = append(roles, (*actor).read, []func(*actor, context.Context) error{(*actor).host, (*actor).recall, (*actor).sendFiles, (*actor).confirm, (*actor).recall}[i%5])
		}
		for _, role := range roles {
			all.Go(func() {
				err := c.act(ctx, p, i, role)
				mu.Lock()
				failed = errors.Join(failed, err)
				mu.Unlock()
			})
		}
	}
	all.Wait()
	return failed
}

func (c Company) act(ctx context.Context, p Person, number int, role func(*actor, context.Context) error) error {
	book, err := OpenBook(c.Ledger)
	if err != nil {
		return err
	}
	defer book.Close()
	lines, err := book.Lines()
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(lines, func(l Line) bool { return l.Who != p.ID })
	a := &actor{Company: c, Person: p, number: number, book: book, past: lines, at: number % len(c.Nodes),
		http: &http.Client{Timeout: 3 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 1}}}
	return role(a, ctx)
}

// once asks at one node.
func (a *actor) once(method, path string, body, out any) error {
	c := client.Client{Base: a.Nodes[a.at], Token: a.Token, HTTP: a.http}
	return c.Do(context.Background(), method, path, body, out)
}

// settled asks until the outcome is known, at whichever node answers. It returns the refusal, if it is one.
func (a *actor) settled(method, path string, body, out any) (refused *client.Problem, err error) {
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
		err := a.once(method, path, body, out)
		if err == nil || known(err) {
			refused, _ = errors.AsType[*client.Problem](err)
			return refused, nil
		}
		if p, ok := errors.AsType[*client.Problem](err); ok && p.Status == http.StatusInternalServerError {
			if err := a.wrong("%s %s: a trouble shows as a fault of the program: %v", method, path, err); err != nil {
				return nil, err
			}
		}
		if time.Now().After(deadline) {
			return nil, fmt.Errorf("no outcome of %s %s: %w", method, path, err)
		}
		if p, ok := errors.AsType[*client.Problem](err); !ok || p.Status != http.StatusTooManyRequests {
			a.at = (a.at + 1) % len(a.Nodes)
		}
	}
}

// known tells a refusal that is final from an outcome that nobody knows yet.
func known(err error) bool {
	p, ok := errors.AsType[*client.Problem](err)
	return ok && p.Status < 500 && p.Status != http.StatusTooManyRequests
}

// wrong notes what an honest server would not have answered.
func (a *actor) wrong(format string, args ...any) error {
	return a.book.Write(Line{Event: Wrong, Who: a.ID, Text: fmt.Sprintf(format, args...)})
}

// open is the last line of an event that no line of the other event has answered.
func (a *actor) open(event, answered string, of func(Line) bool) (last Line, open bool) {
	for _, l := range a.past {
		switch {
		case l.Event == event && of(l):
			last, open = l, true
		case l.Event == answered && l.Client == last.Client && l.Seq >= last.Seq:
			open = false
		}
	}
	return last, open
}

// NewID is an id as clients choose it.
func NewID() string { return id.New(clock.Of(time.Now())).String() }

// talk sends one message after the other, in the group and, for the first two, also in their own
// conversation.
func (a *actor) talk(ctx context.Context) error {
	if l, open := a.open(Begin, Ack, func(l Line) bool { return l.File == "" }); open {
		if err := a.send(l); err != nil {
			return err
		}
	}
	for n := 0; ctx.Err() == nil; n++ {
		l := Line{Event: Begin, Who: a.ID, Conversation: a.Group, Client: NewID(), Receipt: a.number == 1 && n%10 == 1 && !a.Deaf}
		if a.number < 2 && n%2 == 0 {
			l.Conversation = a.Direct
		}
		if err := a.begin(l); err != nil {
			return err
		}
		pace(ctx, a.Pace)
	}
	return nil
}

// begin notes a message and sends it.
func (a *actor) begin(l Line) error {
	if err := a.book.Write(l); err != nil {
		return err
	}
	return a.send(l)
}

// send repeats a message under its id until the outcome is known.
func (a *actor) send(l Line) error {
	content := map[string]any{"type": "text", "nodes": []any{map[string]string{"type": "text", "text": "第 " + l.Client}}}
	if l.File != "" {
		content["file_ids"] = []string{l.File}
	}
	body := map[string]any{"client_id": l.Client, "content": content}
	if l.Receipt {
		body["receipt"] = "confirm"
	}
	var m struct{ Seq int64 }
	refused, err := a.settled(http.MethodPost, "/conversations/"+l.Conversation+"/messages", body, &m)
	if err != nil {
		return err
	}
	if refused != nil {
		return a.wrong("message %s is refused: %v", l.Client, refused)
	}
	l.Event, l.Seq = Ack, m.Seq
	return a.book.Write(l)
}

// read reads on in the group, and asks for what cannot be: to have read less, or more than there is.
func (a *actor) read(ctx context.Context) error {
	for n := 0; ctx.Err() == nil; n++ {
		var c struct {
			Last int64 `json:"last_seq"`
		}
		if refused, err := a.settled(http.MethodGet, "/conversations/"+a.Group, nil, &c); err != nil || refused != nil {
			return errors.Join(err, a.wrong("the group is refused: %v", refused))
		}
		seq := []int64{c.Last, 1, c.Last + 1_000_000}[n%3]
		var is struct {
			Read int64 `json:"read_seq"`
		}
		if err := a.book.Write(Line{Event: Read, Who: a.ID, Conversation: a.Group, Seq: seq}); err != nil {
			return err
		}
		refused, err := a.settled(http.MethodPut, "/conversations/"+a.Group+"/read", map[string]int64{"seq": seq}, &is)
		if err != nil || refused != nil {
			return errors.Join(err, a.wrong("reading is refused: %v", refused))
		}
		if seq <= c.Last && is.Read < seq {
			if err := a.wrong("has read up to %d of %s and stands at %d", seq, a.Group, is.Read); err != nil {
				return err
			}
		}
		if err := a.book.Write(Line{Event: Stands, Who: a.ID, Conversation: a.Group, Seq: is.Read}); err != nil {
			return err
		}
		pace(ctx, 50*time.Millisecond)
	}
	return nil
}

// recall tries to take back what is too old; every try counts, so none is repeated.
func (a *actor) recall(ctx context.Context) error {
	seq, ok := a.Old[a.ID]
	for ok && ctx.Err() == nil {
		if err := a.book.Write(Line{Event: Recall, Who: a.ID, Conversation: a.Group, Seq: seq}); err != nil {
			return err
		}
		err := a.once(http.MethodPost, fmt.Sprintf("/conversations/%s/messages/%d/recall", a.Group, seq), map[string]any{}, nil)
		switch p, _ := errors.AsType[*client.Problem](err); {
		case err == nil:
			err = a.wrong("%d of %s could be recalled after its time", seq, a.Group)
		case !known(err): // evidence may tell of it or not
			err = nil
			a.at = (a.at + 1) % len(a.Nodes)
		case p.Code == "message.recall_expired":
			err = a.book.Write(Line{Event: Refused, Who: a.ID, Conversation: a.Group, Seq: seq})
		default:
			err = a.wrong("a recall is answered with %v", p)
		}
		if err != nil {
			return err
		}
		pace(ctx, 100*time.Millisecond)
	}
	return nil
}

// host sends the visitor away and fetches them back.
func (a *actor) host(ctx context.Context) error {
	if a.number != 0 {
		return nil // only the owner of the group can
	}
	members, who := "/conversations/"+a.Group+"/members", a.visitor().ID
	for ctx.Err() == nil {
		if refused, err := a.settled(http.MethodDelete, members+"/"+who, nil, nil); err != nil || refused != nil && refused.Status != http.StatusNotFound {
			return errors.Join(err, a.wrong("sending somebody away is refused: %v", refused))
		}
		pace(ctx, 150*time.Millisecond)
		body := map[string]any{"member_ids": []string{who}, "history": "none"}
		if refused, err := a.settled(http.MethodPost, members, body, nil); err != nil || refused != nil {
			return errors.Join(err, a.wrong("fetching somebody back is refused: %v", refused))
		}
		pace(ctx, 250*time.Millisecond)
	}
	return nil
}

// confirm gives the receipts that are asked of them.
func (a *actor) confirm(ctx context.Context) error {
	for ctx.Err() == nil {
		var waiting client.List[struct {
			Conversation struct{ ID string }
			Message      *struct{ Seq int64 }
		}]
		if refused, err := a.settled(http.MethodGet, "/receipts/waiting?limit=5", nil, &waiting); err != nil || refused != nil {
			return errors.Join(err, a.wrong("receipts are refused: %v", refused))
		}
		for _, w := range waiting.Items {
			if w.Message == nil {
				continue
			}
			l := Line{Event: Confirm, Who: a.ID, Conversation: w.Conversation.ID, Seq: w.Message.Seq}
			if err := a.book.Write(l); err != nil {
				return err
			}
			path := fmt.Sprintf("/conversations/%s/messages/%d/confirm", l.Conversation, l.Seq)
			if refused, err := a.settled(http.MethodPost, path, map[string]any{}, nil); err != nil || refused != nil {
				return errors.Join(err, a.wrong("a receipt is refused: %v", refused))
			}
			l.Event = Confirmed
			if err := a.book.Write(l); err != nil {
				return err
			}
		}
		pace(ctx, 100*time.Millisecond)
	}
	return nil
}

// pace lets a person breathe: a load is made of people, not of loops.
func pace(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
