package matrix

import (
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/wait"
)

// within is how long a freeze may take to end everything.
const within = time.Second

// live is a house in which somebody has a socket open while their rights end.
func live(t *testing.T, dialect db.Dialect) (*world, *person, *sniffer) {
	t.Helper()
	w := newWorld(t, dialect)
	w.open()
	return w, w.people["employee"], w.ears[w.people["employee"]]
}

func onBothLive(t *testing.T, test func(t *testing.T, w *world, p *person, ear *sniffer)) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			w, p, ear := live(t, dialect)
			test(t, w, p, ear)
		})
	}
}

// act calls an operation as somebody and demands success.
func (w *world) act(p *person, method, path string, body any) answer {
	w.t.Helper()
	r := request{method: method, path: "/api/v1" + path, token: p.token}
	if body != nil {
		r.body = encoded(body)
	}
	a := w.send(r)
	if !a.ok() {
		w.t.Fatalf("%s %s as %s: %d %s", method, path, p.kind, a.status, a.body)
	}
	return a
}

// covers: MSG-01, GRP-04
func TestWhoIsRemovedHearsNothingMoreOfTheGroup(t *testing.T) {
	onBothLive(t, func(t *testing.T, w *world, p *person, ear *sniffer) {
		s := w.make(p, "member")
		path := "/conversations/" + s.conversation.String()
		old := w.say(w.keeper, s.conversation)
		w.fenceKeeping()
		ear.take()
		w.act(w.keeper, "DELETE", path+"/members/"+p.account.String(), nil)
		w.say(w.keeper, s.conversation)
		w.act(w.keeper, "PATCH", path, map[string]any{"name": canary})
		w.act(w.keeper, "PATCH", path+"/messages/"+itoa(old), map[string]any{"content": newText(w)})
		w.act(w.keeper, "POST", path+"/messages/"+itoa(old)+"/recall", nil)
		w.act(w.other, "PUT", path+"/read", map[string]any{"seq": old})
		w.act(w.other, "POST", path+"/typing", nil)
		w.fenceKeeping()
		ear.waitFor("conversation.removed", func() bool { return ear.has("conversation.removed", s.conversation.String()) })
		w.flushInto(ear)
		for _, f := range ear.take() {
			if f.Type != "conversation.removed" && strings.Contains(string(f.Data), s.conversation.String()) {
				t.Errorf("after the removal came %s %s", f.Type, f.Data)
			}
		}
		if a := w.send(request{method: "GET", path: "/api/v1" + path + "/messages", token: p.token}); a.status != 404 {
			t.Errorf("the history still answers %d", a.status)
		}
		w.must(w.house.Search.CatchUp(w.ctx()))
		if a := w.act(p, "GET", "/search/messages?q="+canary, nil); strings.Contains(string(a.body), s.conversation.String()) {
			t.Errorf("searching still shows %s", a.body)
		}
	})
}

// flushInto waits until all that was pushed has arrived and leaves it there.
func (w *world) flushInto(s *sniffer) {
	w.made++
	mark := w.newID().String()
	w.house.Sockets.Send(idsOf(s.who), "mark", mark)
	s.waitFor("the mark", func() bool { return s.has("mark", mark) })
}

// covers: ACC-05
func TestFreezingEndsSocketsAndCallsWithinASecond(t *testing.T) {
	onBothLive(t, func(t *testing.T, w *world, p *person, ear *sniffer) {
		second := w.sniffAs(p, w.session(p))
		w.act(p, "GET", "/session", nil) // remembered as good
		w.act(w.people["it"], "POST", "/admin/people/"+p.account.String()+"/freeze", map[string]any{"reason": "lost device"})
		for _, s := range []*sniffer{ear, second} {
			if wait.Soon(t, within, "a socket is closed", s.isGone); s.closed != 4003 {
				t.Errorf("a socket is closed with %d, want 4003", s.closed)
			}
		}
		a := w.send(request{method: "GET", path: "/api/v1/session", token: p.token})
		if a.status != 403 || a.problem().Code != "account.frozen" {
			t.Errorf("a call is answered %d %s", a.status, a.body)
		}
		if ws, _ := w.dial(p.token, nil); ws != nil {
			t.Error("the frozen one gets another socket")
		}
	})
}

// covers: ACC-05
func TestASessionThatEndsTakesItsSocketAlong(t *testing.T) {
	onBothLive(t, func(t *testing.T, w *world, p *person, first *sniffer) {
		secondToken := w.session(p)
		second := w.sniffAs(p, secondToken)
		w.act(p, "DELETE", "/sessions", nil) // the others
		if wait.Soon(t, within, "the other socket is closed", second.isGone); second.closed != 4001 {
			t.Errorf("the other device's socket is closed with %d, want 4001", second.closed)
		}
		if a := w.send(request{method: "GET", path: "/api/v1/session", token: secondToken}); a.status != 401 {
			t.Errorf("the other device's call is answered %d", a.status)
		}
		if w.flushInto(first); first.isGone() {
			t.Errorf("this device's socket was closed too: %d", first.closed)
		}
		w.act(p, "DELETE", "/session", nil)
		if wait.Soon(t, within, "this socket is closed", first.isGone); first.closed != 4001 {
			t.Errorf("after logging out the socket is closed with %d, want 4001", first.closed)
		}
	})
}

// covers: ACC-05, ACC-03
func TestAResetEndsEverythingAndLeavesOnlyTheChangeOfPassword(t *testing.T) {
	w, p, ear := live(t, db.SQLite)
	w.act(w.people["admin"], "POST", "/admin/people/"+p.account.String()+"/reset-password", map[string]any{"reason": "forgotten"})
	if wait.Soon(t, within, "the socket is closed", ear.isGone); ear.closed != 4001 {
		t.Errorf("the socket is closed with %d, want 4001", ear.closed)
	}
	if a := w.send(request{method: "GET", path: "/api/v1/session", token: p.token}); a.status != 401 {
		t.Errorf("the old session is answered %d", a.status)
	}
}

// covers: ACC-06
func TestAWithdrawnRoleIsDeniedAtTheNextCall(t *testing.T) {
	onBothLive(t, func(t *testing.T, w *world, _ *person, _ *sniffer) {
		hr := w.people["hr"]
		w.act(hr, "GET", "/admin/people", nil)
		w.act(w.people["security_admin"], "PUT", "/admin/people/"+hr.account.String()+"/roles", map[string]any{"roles": []string{}, "reason": "moved"})
		a := w.send(request{method: "GET", path: "/api/v1/admin/people", token: hr.token})
		if a.status != 403 || a.problem().Code != "access.denied" {
			t.Errorf("the next call is answered %d %s", a.status, a.body)
		}
		w.act(w.people["security_admin"], "PUT", "/admin/people/"+hr.account.String()+"/roles", map[string]any{"roles": []authz.Role{authz.HR}, "reason": "back"})
		w.act(hr, "GET", "/admin/people", nil)
	})
}

// covers: MSG-03
func TestRecalledContentIsShownToNobodyElse(t *testing.T) {
	onBothLive(t, func(t *testing.T, w *world, p *person, ear *sniffer) {
		s := w.make(p, "member")
		const secret = "unsaid-7f3a"
		path := "/conversations/" + s.conversation.String()
		sent := w.act(w.keeper, "POST", path+"/messages", map[string]any{"client_id": w.newID(), "content": text("first " + secret)})
		seq := numberIn(sent.body, "seq")
		w.act(w.keeper, "PATCH", path+"/messages/"+seq, map[string]any{"content": text("second " + secret)})
		w.fenceKeeping()
		ears := w.ears
		for _, e := range ears {
			e.take()
		}
		w.must(w.house.Search.CatchUp(w.ctx()))
		if a := w.act(p, "GET", "/search/messages?q="+secret, nil); !strings.Contains(string(a.body), secret) {
			t.Error("it is not found while it stands")
		}
		w.act(w.keeper, "POST", path+"/messages/"+seq+"/recall", nil)
		w.fenceKeeping()
		for _, e := range ears {
			w.flushInto(e)
			for _, f := range e.take() {
				if strings.Contains(string(f.Data), secret) {
					t.Errorf("%s heard it in %s %s", e.who.kind, f.Type, f.Data)
				}
			}
		}
		for _, reader := range []*person{p, w.other, w.people["supervisor"], w.people["admin"]} {
			for _, where := range []string{path, path + "/messages", path + "/messages/" + seq + "/edits", path + "/messages?around=" + seq,
				"/conversations", "/conversations?filter=unread", "/search/messages?q=" + secret} {
				a := w.send(request{method: "GET", path: "/api/v1" + where, token: reader.token})
				if strings.Contains(string(a.body), secret) {
					t.Errorf("%s reads it in %s: %s", reader.kind, where, a.body)
				}
			}
		}
		if a := w.act(w.keeper, "GET", path+"/messages", nil); !strings.Contains(string(a.body), secret) {
			t.Error("its sender does not find it any more")
		}
	})
}
