package messaging_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/chatter"
	"tonggui/internal/testkit/dbtest"
)

func openBench(b *testing.B, dialect db.Dialect) *house {
	d, c := dbtest.Open(b, dialect, rooms)
	h := open(b, d, c)
	h.hub.deaf = true
	return h
}

func processorTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// report adds the rate and the processor time of one operation; that of PostgreSQL's own processes
// is not in it.
func report(b *testing.B, unit string, cpu time.Duration) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), unit+"/s")
	b.ReportMetric(float64((processorTime()-cpu).Microseconds())/float64(b.N), "cpu-µs/"+unit)
}

// BenchmarkSend stores one-to-one messages of 128 bytes from 64 senders, each waiting for its
// receipt, with rules, hashes and delivery on.
func BenchmarkSend(b *testing.B) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			const senders = 64
			h := openBench(b, dialect)
			crew := h.crew(senders)
			with := make([]id.ID, senders)
			for i, p := range crew {
				with[i] = p.direct(crew[(i+senders/2)%senders]).ID
			}
			words := text(strings.Repeat("x", 128))
			var left atomic.Int64
			left.Store(int64(b.N))
			var wg sync.WaitGroup
			cpu := processorTime()
			b.ResetTimer()
			for i, p := range crew {
				wg.Go(func() {
					for left.Add(-1) >= 0 {
						out := messaging.Outgoing{ClientID: id.New(h.clock.Now()), Content: words}
						if _, _, err := h.room.Send(b.Context(), p.Principal, with[i], out); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.StopTimer()
			report(b, "msg", cpu)
		})
	}
}

// BenchmarkSendAndList sends what a company writes and lists it for searching beside, or does not. Rate
// and latency are those of sending; the processor time is that of both, to the last message listed.
func BenchmarkSendAndList(b *testing.B) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		for _, listing := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/listing=%v", dialect, listing), func(b *testing.B) {
				const senders = 64
				d, c := dbtest.Open(b, dialect, append(rooms[:len(rooms):len(rooms)], search.Migrations...))
				h := openSearched(b, d, c)
				h.hub.deaf = true
				if listing {
					h.search.Start(b.Context())
				}
				crew := h.crew(senders)
				took := make([][]time.Duration, senders)
				said := chatter.New(1)
				words := make([]content.Written, 5000)
				for i := range words {
					words[i] = text(said.Message())
				}
				var left atomic.Int64
				left.Store(int64(b.N))
				var wg sync.WaitGroup
				cpu := processorTime()
				b.ResetTimer()
				for i, p := range crew {
					with := p.direct(crew[(i+senders/2)%senders]).ID
					wg.Go(func() {
						for n := left.Add(-1); n >= 0; n = left.Add(-1) {
							begin := time.Now()
							out := messaging.Outgoing{ClientID: id.New(h.clock.Now()), Content: words[int(n)%len(words)]}
							if _, _, err := h.room.Send(b.Context(), p.Principal, with, out); err != nil {
								b.Error(err)
								return
							}
							took[i] = append(took[i], time.Since(begin))
						}
					})
				}
				wg.Wait()
				b.StopTimer()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
				all := slices.Concat(took...)
				slices.Sort(all)
				b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
				if listing {
					waiting, _ := h.search.Waiting()
					h.listed()
					b.ReportMetric(float64(waiting), "unlisted")
				}
				b.ReportMetric(float64((processorTime()-cpu).Microseconds())/float64(b.N), "cpu-µs/msg")
			})
		}
	}
}

// BenchmarkNewest50 reads the newest 50 of conversations of several sizes through HTTP: of the other one's
// messages, of the reader's own, and as the first one who asks after each change. Then the 50 in the
// middle, which are read from the database each time.
func BenchmarkNewest50(b *testing.B) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		for _, size := range []int{10_000, 100_000, 1_000_000} {
			b.Run(fmt.Sprintf("%s/%d", dialect, size), func(b *testing.B) {
				h := openBench(b, dialect)
				p, q := h.person(), h.person()
				c := p.direct(q)
				fill(b, h, c.ID, p.Account, size)
				for _, w := range []struct {
					name   string
					who    person
					query  string
					before func()
				}{
					{"others", q, "", func() {}},
					{"own", p, "", func() {}},
					{"changed", q, "", h.room.ForgetPages},
					{"middle", q, fmt.Sprintf("?before=%d", size/2), func() {}},
				} {
					b.Run(w.name, func(b *testing.B) {
						var took time.Duration
						for b.Loop() {
							w.before()
							begin := processorTime()
							if status, raw := w.who.try("GET", path(c.ID, "messages")+w.query, nil); status != 200 {
								b.Fatalf("%d %s", status, raw)
							}
							took += processorTime() - begin
						}
						b.ReportMetric(float64(took.Microseconds())/float64(b.N), "cpu-µs/page")
					})
				}
			})
		}
	}
}

// fill stores many messages without sending each.
func fill(b *testing.B, h *house, c, sender id.ID, n int) {
	b.Helper()
	body := []byte(`{"type":"text","nodes":[{"type":"text","text":"` + strings.Repeat("x", 128) + `"}]}`)
	for from := 0; from < n; from += 5000 {
		if err := h.db.Write(b.Context(), func(tx *db.Tx) error {
			for i := from; i < from+5000; i++ {
				if _, err := tx.Exec(`INSERT INTO messages (conversation_id, seq, sender_id, client_id, at, epoch, kind, content, salt, hash)
					VALUES (?, ?, ?, ?, ?, 1, 'text', ?, ?, ?)`, c, i+1, sender, id.New(tx.Now), tx.Now, body, body[:16], body[:32]); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`UPDATE conversations SET last_seq = ? WHERE id = ?`, from+5000, c)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkList reads the list of somebody with 100 conversations through HTTP: what a device asks
// for when it connects.
func BenchmarkList(b *testing.B) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			h := openBench(b, dialect)
			p := h.person()
			for range 100 {
				p.send(p.direct(h.person()).ID, "x")
			}
			cpu := processorTime()
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if status, raw := p.try("GET", "/conversations", nil); status != 200 {
						b.Errorf("%d %s", status, raw)
					}
				}
			})
			b.StopTimer()
			report(b, "list", cpu)
		})
	}
}

// BenchmarkLargeGroup sends to a group of 100,000 and waits until the frame is handed to the
// sockets; "first" has to read who they are.
func BenchmarkLargeGroup(b *testing.B) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			h := openBench(b, dialect)
			p := h.person()
			g := p.group()
			for range 20 {
				if err := h.db.Write(b.Context(), func(tx *db.Tx) error {
					for range 5000 {
						if _, err := tx.Exec(`INSERT INTO members (conversation_id, account_id, role, from_seq, joined_seq, joined_epoch, joined_at)
							VALUES (?, ?, 'member', 0, 0, 1, ?)`, g.ID, id.New(tx.Now), tx.Now); err != nil {
							return err
						}
					}
					_, err := tx.Exec(`UPDATE conversations SET member_count = member_count + 5000, epoch = 2`)
					return err
				}); err != nil {
					b.Fatal(err)
				}
			}
			handed := make(chan int, 1)
			h.hub.each = func(n int) { handed <- n }
			var first, committed time.Duration
			b.ResetTimer()
			for b.Loop() {
				start := time.Now()
				out := messaging.Outgoing{ClientID: id.New(h.clock.Now()), Content: text("x")}
				if _, _, err := h.room.Send(b.Context(), p.Principal, g.ID, out); err != nil {
					b.Fatal(err)
				}
				committed += time.Since(start)
				if n := <-handed; n != 100_001 {
					b.Fatalf("%d members", n)
				}
				if first == 0 {
					first = time.Since(start)
				}
			}
			b.ReportMetric(float64(first.Microseconds())/1000, "first-ms")
			b.ReportMetric(float64(committed.Microseconds())/1000/float64(b.N), "commit-ms")
		})
	}
}
