package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/client"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

// patient asks as a person at a node until it has an answer; a company that was just hurt may need a moment.
func (w *world) patient(node, person int, method, path string, body, out any) {
	w.t.Helper()
	var err error
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if err = w.at(node, person).Do(context.Background(), method, path, body, out); err == nil || known(err) {
			break
		}
	}
	if err != nil {
		w.t.Fatalf("%s %s: %v", method, path, err)
	}
}

// page is what follows a seq, as a member reads it.
func (w *world) page(node, person int, conversation string, after int64) (out []Stored, err error) {
	var page struct {
		Items []struct {
			Seq      int64
			ClientID string `json:"client_id"`
			Kind     string
			SenderID string `json:"sender_id"`
			Content  struct {
				Code   string
				Params struct{ People []struct{ ID string } }
				Files  []struct{ ID string }
			}
		}
	}
	for { // whoever reads very much is asked to wait
		err = w.at(node, person).Do(context.Background(), http.MethodGet, fmt.Sprintf("/conversations/%s/messages?after=%d&limit=200", conversation, after), nil, &page)
		if p, ok := errors.AsType[*client.Problem](err); !ok || p.Status != http.StatusTooManyRequests {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, m := range page.Items {
		s := Stored{Conversation: conversation, Seq: m.Seq, Sender: m.SenderID}
		if m.Kind != "system" {
			s.Client = m.ClientID
		} else {
			s.Code = m.Content.Code
			for _, p := range m.Content.Params.People {
				s.People = append(s.People, p.ID)
			}
		}
		for _, f := range m.Content.Files {
			s.Files = append(s.Files, f.ID)
		}
		out = append(out, s)
	}
	return out, err
}

// stored reads every message back, as a member would.
func (w *world) stored(node int) (out []Stored) {
	w.t.Helper()
	for _, conversation := range []string{w.company.Group, w.company.Direct} {
		for after := int64(0); ; {
			page, err := w.page(node, 0, conversation, after)
			if err != nil {
				w.t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			out = append(out, page...)
			after = page[len(page)-1].Seq
		}
	}
	return out
}

// truth is all that the company has at the end, as its people see it at one node, and what evidence there is.
func (w *world) truth(node int, driver, source string) Truth {
	w.t.Helper()
	lines := w.lines()
	out := Truth{Stored: w.stored(node), Readings: map[Place]Reading{}, Confirmed: map[Given]int{}, Files: map[string]string{}, Offsets: map[string]int64{}}
	for i, p := range w.company.talkers() {
		for _, conversation := range []string{w.company.Group, w.company.Direct} {
			if conversation == w.company.Direct && i > 1 {
				continue
			}
			var c struct {
				Last int64 `json:"last_seq"`
				Read int64 `json:"read_seq"`
			}
			w.patient(node, i, http.MethodGet, "/conversations/"+conversation, nil, &c)
			out.Readings[Place{p.ID, conversation}] = Reading{c.Read, c.Last}
		}
	}
	asked, done := map[Given]bool{}, map[string]bool{}
	for _, l := range lines {
		switch {
		case l.Event == Ack && l.Receipt:
			asked[Given{Place{l.Who, l.Conversation}, l.Seq}] = true
		case l.Event == Ack && l.File != "":
			out.Files[l.File] = w.bytesOf(node, l)
		case l.Event == File:
			done[l.Client] = true
		}
	}
	for g := range asked {
		var answers client.List[struct{ Person struct{ ID string } }]
		w.patient(node, w.place(g.Who), http.MethodGet, fmt.Sprintf("/conversations/%s/messages/%d/receipt?state=confirmed", g.Conversation, g.Seq), nil, &answers)
		for _, a := range answers.Items {
			out.Confirmed[Given{Place{a.Person.ID, g.Conversation}, g.Seq}]++
		}
	}
	for _, l := range lines {
		if l.Event == Upload && !done[l.Client] {
			a := &actor{Company: w.company, Person: Person{l.Who, w.company.People[w.place(l.Who)].Token}, at: node, http: http.DefaultClient}
			if stands, err := a.stands(l.Client); err == nil {
				out.Offsets[l.Client] = stands
			}
		}
	}
	out.Evidence = w.evidence(driver, source)
	for _, l := range w.watchers {
		heard, _ := l.told()
		out.Heard = append(out.Heard, heard)
	}
	return out
}

func (w *world) lines() []Line {
	w.t.Helper()
	lines, err := w.book.Lines()
	if err != nil {
		w.t.Fatal(err)
	}
	return lines
}

// place is somebody's place among the people.
func (w *world) place(account string) int {
	for i, p := range w.company.People {
		if p.ID == account {
			return i
		}
	}
	w.t.Fatalf("nobody is %s", account)
	return 0
}

// bytesOf is the hash of the file that a message carries, as another member gets it.
func (w *world) bytesOf(node int, l Line) string {
	w.t.Helper()
	var links client.List[struct{ URL, Code string }]
	place := map[string]any{"kind": "message", "conversation_id": l.Conversation, "seq": l.Seq}
	w.patient(node, 0, http.MethodPost, "/files/links", map[string]any{"items": []any{map[string]any{"file_id": l.File, "variant": "original", "place": place}}}, &links)
	if len(links.Items) != 1 || links.Items[0].URL == "" {
		return fmt.Sprint("no link: ", links.Items)
	}
	url := links.Items[0].URL
	if strings.HasPrefix(url, "/") {
		url = w.nodes[node].URL + url
	}
	resp, err := http.Get(url)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = resp.Body.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
		return fmt.Sprint(resp.Status, err)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// evidence counts the refusals of recalls in the rulebook's record, by account.
func (w *world) evidence(driver, source string) map[string]int64 {
	w.t.Helper()
	conn, err := sql.Open(driver, source)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	rows, err := conn.Query(`SELECT actor, repeats FROM evidence WHERE rule_id = 'messaging.recall_window' AND outcome = 'block'`)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]int64{}
	for rows.Next() {
		var actor []byte
		var n int64
		if err := rows.Scan(&actor, &n); err != nil {
			w.t.Fatal(err)
		}
		var account id.ID
		copy(account[:], actor)
		out[account.String()] += n
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// age makes a message of each of the talkers older than any recall window; its time is all that changes.
func (w *world) age(driver, source string) {
	w.t.Helper()
	w.company.Old = map[string]int64{}
	for i, p := range w.company.talkers() {
		w.company.Old[p.ID] = w.say(0, i, w.company.Group).Seq
	}
	w.awaitFound() // one that is listed with its new time would hide from the index that the others' have changed
	conn, err := sql.Open(driver, source)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Exec(`UPDATE messages SET at = at - 100 * 86400000000 WHERE kind = 'text'`); err != nil {
		w.t.Fatal(err)
	}
	// The index knows them as they were; a node that starts sees that, and makes it anew.
	for _, n := range w.nodes {
		n.Kill()
		n.Up()
	}
	w.awaitFound()
}
