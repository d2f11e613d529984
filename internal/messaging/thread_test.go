package messaging_test

import (
	"fmt"
	"sync"
	"testing"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/id"
)

type thread = messaging.ThreadPage

func (p person) thread(c id.ID, seq int64, query string) thread {
	p.t.Helper()
	return do[thread](p, "GET", path(c, "messages", seq, "thread")+query, nil)
}

// covers: MSG-03
func TestAThreadGathersItsAnswersAndTheLogKeepsThemAll(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group(b)
		root := a.send(g.ID, "周五发布？")
		if got := a.thread(g.ID, root.Seq, ""); got.Root.Seq != root.Seq || len(got.Items) != 0 || got.Root.Thread != nil {
			t.Errorf("a thread that nobody has begun: %+v", got)
		}
		first := b.says(g.ID, "可以", "thread_seq", root.Seq)
		a.send(g.ID, "别的事")
		h.clock.Advance(1)
		second := a.says(g.ID, "那就定了", "thread_seq", first.Seq)
		if first.ThreadSeq == nil || *first.ThreadSeq != root.Seq || second.ThreadSeq == nil || *second.ThreadSeq != root.Seq {
			t.Errorf("whoever answers an answer writes into its thread: %v, %v", first.ThreadSeq, second.ThreadSeq)
		}
		log := b.history(g.ID, "").Items
		if len(log) != 5 || log[2].ThreadSeq == nil || log[3].ThreadSeq != nil {
			t.Errorf("the log is not whole: %d", len(log))
		}
		want := messaging.Thread{Count: 2, LastSeq: second.Seq, LastAt: second.At}
		if got := log[1].Thread; got == nil || *got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
		for _, seq := range []int64{root.Seq, first.Seq, second.Seq} {
			got := b.thread(g.ID, seq, "")
			if got.Root.Seq != root.Seq || len(got.Items) != 2 || got.Items[0].Seq != first.Seq || got.Items[1].Seq != second.Seq {
				t.Errorf("asked for by %d: %+v", seq, got)
			}
		}
		if got := b.thread(g.ID, root.Seq, fmt.Sprint("?limit=1&after=", first.Seq)).Items; len(got) != 1 || got[0].Seq != second.Seq {
			t.Errorf("%+v", got)
		}
		do[message](a, "PATCH", path(g.ID, "messages", root.Seq), map[string]any{"content": text("周六发布？")})
		if got := heard[struct{ Message message }](b, "message.changed"); len(got) != 1 || got[0].Message.Thread == nil || *got[0].Message.Thread != want {
			t.Errorf("a frame forgets the thread: %+v", got)
		}
		do[message](a, "POST", path(g.ID, "messages", root.Seq, "recall"), nil)
		if got := b.thread(g.ID, root.Seq, ""); got.Root.Content != nil || len(got.Items) != 2 {
			t.Errorf("a thread whose first message was recalled: %+v", got)
		}
		b.says(g.ID, "好", "thread_seq", root.Seq)
	})
}

func TestOnlyAVisibleMessageOfSomebodyBeginsAThread(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, outsider := h.person(), h.person(), h.person()
		g, other := a.group(), a.direct(b)
		root := a.send(g.ID, "之前")
		add(a, g.ID, "none", b)
		answer := a.says(g.ID, "后来", "thread_seq", root.Seq)
		elsewhere := a.send(other.ID, "别处")
		before, _ := h.rows()
		refuse := func(p person, seq int64) {
			t.Helper()
			p.refused("message.no_thread", "POST", path(g.ID, "messages"), with(outgoing(id.New(h.clock.Now()), text("x")), "thread_seq", seq))
		}
		refuse(a, 1)               // a line of the server
		refuse(a, 99)              // nothing
		refuse(a, answer.Seq+1)    // itself
		refuse(b, root.Seq)        // before their time
		refuse(b, answer.Seq)      // its root was before their time
		refuse(a, elsewhere.Seq+9) // elsewhere
		if after, _ := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("refusals left something: %v → %v", before, after)
		}
		for _, seq := range []int64{root.Seq, answer.Seq} {
			b.refused("not_found", "GET", path(g.ID, "messages", seq, "thread"), nil)
		}
		a.refused("not_found", "GET", path(g.ID, "messages", 1, "thread"), nil)
		a.refused("not_found", "GET", path(g.ID, "messages", 99, "thread"), nil)
		outsider.refused("not_found", "GET", path(g.ID, "messages", root.Seq, "thread"), nil)
	})
}

func TestAThreadCountsARetryOnceAndEveryAnswerThatRaces(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const senders = 10
		crew := h.crew(senders)
		g := crew[0].group(crew[1:]...)
		root := crew[0].send(g.ID, "问")
		var wg sync.WaitGroup
		for _, p := range crew {
			wg.Go(func() {
				body := with(outgoing(id.New(h.clock.Now()), text("答")), "thread_seq", root.Seq)
				for range 2 {
					do[message](p, "POST", path(g.ID, "messages"), body)
				}
			})
		}
		wg.Wait()
		if got := crew[3].thread(g.ID, root.Seq, ""); got.Root.Thread.Count != senders || len(got.Items) != senders || got.Root.Thread.LastSeq != got.Items[senders-1].Seq {
			t.Errorf("%+v, %d answers", got.Root.Thread, len(got.Items))
		}
		// A retry may name any message of the thread, another thread is another message.
		a := crew[0]
		body := with(outgoing(id.New(h.clock.Now()), text("再答")), "thread_seq", root.Seq)
		sent := do[message](a, "POST", path(g.ID, "messages"), body)
		if again := do[message](a, "POST", path(g.ID, "messages"), with(body, "thread_seq", sent.Seq-1)); again.Seq != sent.Seq {
			t.Errorf("%d, %d", again.Seq, sent.Seq)
		}
		for _, other := range []map[string]any{with(body, "thread_seq", nil), with(body, "thread_seq", root.Seq, "quotes_seq", root.Seq)} {
			a.refused("message.client_id_reused", "POST", path(g.ID, "messages"), other)
		}
	})
}
