package org_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

type people struct {
	Items      []ref.Person
	NextCursor *string `json:"next_cursor"`
}

// company imports the small company and returns somebody of it who is logged in.
func (h *house) company() *client {
	h.t.Helper()
	h.importSmall()
	if err := h.org.SetPassword(h.t.Context(), h.number("1003"), good); err != nil {
		h.t.Fatal(err)
	}
	c, a := h.login("1003", good)
	ok[entered](a, 200)
	return c
}

// importSmall imports the small company by the command line's way, words of it replaced in pairs.
func (h *house) importSmall(pairs ...string) {
	h.t.Helper()
	data := strings.NewReplacer(pairs...).Replace(small)
	if _, err := h.org.ImportRoster(h.t.Context(), org.RosterImport{FileName: "r.csv", Data: []byte(data), Mode: org.AllOrNothing}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) number(number string) id.ID {
	h.t.Helper()
	account, err := h.org.ByNumberForTest(number)
	if err != nil {
		h.t.Fatal(err)
	}
	return account
}

func names(list []ref.Person) string {
	out := []string{}
	for _, p := range list {
		out = append(out, p.Name)
	}
	return strings.Join(out, " ")
}

type departments struct{ Items []org.Department }

// covers: ORG-01
func TestTheTreeShowsWhoIsWhereAndComesOnlyWhenItChanged(t *testing.T) {
	each(t, func(h *house) {
		c := h.company()
		first := c.call("GET", "/departments", nil)
		tree := ok[departments](first, 200).Items
		if len(tree) != 4 || tree[0].ParentID != nil || *tree[1].ParentID != tree[0].ID || tree[1].HeadIDs[0] != h.number("1002") {
			t.Fatalf("%+v", tree)
		}
		ask := func() int {
			r, _ := http.NewRequest("GET", h.server.URL+"/api/v1/departments", nil)
			r.Header.Set("Authorization", "Bearer "+c.cookies["tonggui_session"])
			r.Header.Set("If-None-Match", first.header.Get("ETag"))
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			return res.StatusCode
		}
		if got := ask(); got != 304 {
			t.Errorf("nothing changed, but status %d", got)
		}
		if _, err := h.org.ImportRoster(t.Context(), org.RosterImport{FileName: "r.csv", Mode: org.GoodRows,
			Data: []byte(strings.ReplaceAll(small, "2017-01-01,在职", "2017-01-01,离职"))}); err != nil {
			t.Fatal(err)
		}
		if got := ask(); got != 200 {
			t.Errorf("somebody left, but status %d", got)
		}
	})
}

// covers: ORG-01
func TestADepartmentListsHeadDeputiesThenTheOthersInParts(t *testing.T) {
	each(t, func(h *house) {
		c := h.company()
		tree := ok[departments](c.call("GET", "/departments", nil), 200).Items
		path := "/departments/" + tree[1].ID.String() + "/people"
		if l := ok[people](c.call("GET", path, nil), 200); names(l.Items) != "李工" {
			t.Errorf("direct: %s", names(l.Items))
		}
		if l := ok[people](c.call("GET", path+"?deep=true", nil), 200); names(l.Items) != "李工 赵一 钱二" || l.NextCursor != nil {
			t.Errorf("deep: %s", names(l.Items))
		}
		all := "/departments/" + tree[0].ID.String() + "/people?deep=true&limit=2"
		l := ok[people](c.call("GET", all, nil), 200)
		seen := names(l.Items)
		for l.NextCursor != nil {
			l = ok[people](c.call("GET", all+"&cursor="+*l.NextCursor, nil), 200)
			seen += " " + names(l.Items)
		}
		if seen != "王总 李工 赵一 钱二 孙三" {
			t.Errorf("in parts: %s", seen)
		}
		c.call("GET", "/departments/"+id.New(1).String()+"/people", nil).refused(404, "not_found")
		c.call("GET", path+"?cursor=9", nil).refused(422, "request.invalid")
		c.call("GET", path+"?limit=201", nil).refused(422, "request.invalid")
	})
}

// covers: ORG-01
func TestPeopleAreFoundByNamePinyinInitialsAndNumber(t *testing.T) {
	each(t, func(h *house) {
		c := h.company()
		for q, want := range map[string]string{"赵一": "赵一", "zhaoyi": "赵一", "zy": "赵一", "1003": "赵一", "ZHAO": "赵一", "查无此人": ""} {
			if l := ok[people](c.call("GET", "/people?q="+url.QueryEscape(q), nil), 200); names(l.Items) != want {
				t.Errorf("%s finds %q", q, names(l.Items))
			}
		}
		c.call("GET", "/people", nil).refused(422, "request.invalid")
		c.call("GET", "/people?q=a&limit=51", nil).refused(422, "request.invalid")
		c.call("GET", "/people?q="+strings.Repeat("x", 65), nil).refused(422, "request.invalid")
		h.client().call("GET", "/people?q=zy", nil).refused(401, "session.missing")
	})
}

// covers: ORG-01
func TestAPersonsCardShowsLineAndAbilities(t *testing.T) {
	each(t, func(h *house) {
		c := h.company()
		card := ok[org.PersonCard](c.call("GET", "/people/"+h.number("1002").String(), nil), 200)
		if card.Name != "李工" || card.Superior == nil || card.Superior.Name != "王总" || len(card.DepartmentPath) != 2 ||
			card.HeadsOf[0].Name != "研发部" || card.JoinedOn != "2012-01-01" || fmt.Sprint(card.Abilities) != "[message.direct]" {
			t.Errorf("%+v", card)
		}
		if again := ok[org.PersonCard](c.call("GET", "/people/"+h.number("1002").String(), nil), 200); again.AvatarHue != card.AvatarHue || card.AvatarHue > 7 {
			t.Error("the colour changes")
		}
		c.call("GET", "/people/"+id.New(1).String(), nil).refused(404, "not_found")
		c.call("GET", "/people/x", nil).refused(422, "request.invalid")
	})
}

// covers: ORG-02
func TestPresenceIsSetSeenAndEndsByItself(t *testing.T) {
	each(t, func(h *house) {
		c := h.company()
		me := h.number("1003")
		state := func() ref.Presence {
			type list struct{ Items []org.AccountPresence }
			return ok[list](c.call("GET", "/presence?ids="+me.String()+","+id.New(1).String(), nil), 200).Items[0].Presence
		}
		if p := state(); p.State != "offline" {
			t.Errorf("%+v", p)
		}
		h.org.Activity(me, 1, true)
		if p := state(); p.State != "online" || p.Since != h.clock.Now() {
			t.Errorf("%+v", p)
		}
		until := h.clock.Now().Add(time.Hour)
		p := ok[ref.Presence](c.call("PUT", "/presence", map[string]any{"state": "dnd", "note": "评审 👩\u200d💻", "until_at": until}), 200)
		if p.State != "dnd" || p.Until == nil || *p.Until != until || state().Note != "评审 👩\u200d💻" {
			t.Errorf("%+v", p)
		}
		h.org.Activity(me, 0, false)
		if p := state(); p.State != "dnd" {
			t.Errorf("gone before the end: %+v", p)
		}
		again := newHouse(t, h.db, h.clock) // it outlives the process
		if got, _ := again.org.Person(me); got.Presence.State != "dnd" {
			t.Errorf("after a restart: %+v", got.Presence)
		}
		h.clock.Advance(time.Hour + time.Microsecond)
		if p := state(); p.State != "offline" || p.Note != "" {
			t.Errorf("after the end: %+v", p)
		}
		h.unchanged(func() {
			for _, body := range []map[string]any{{"state": "meeting"}, {"state": "busy", "until_at": h.clock.Now()}, {"state": "busy", "note": strings.Repeat("字", 61)},
				{"state": "busy", "note": "a\u202eb"}, {"state": "busy", "note": "a\nb"}, {}} {
				c.call("PUT", "/presence", body).refused(422, "request.invalid")
			}
			c.call("GET", "/presence?ids=x", nil).refused(422, "request.invalid")
			c.call("GET", "/presence?ids="+strings.Repeat(me.String()+",", 200)+me.String(), nil).refused(422, "request.invalid")
		})
	})
}

// covers: ORG-02
func TestPresenceIsPushedToThoseWhoWatch(t *testing.T) {
	each(t, func(h *house) {
		h.company()
		watched, other := h.number("1003"), h.number("1004")
		conn := conn()
		frame := func(list ...id.ID) error {
			return h.org.WatchFrame(conn, []byte(fmt.Sprintf(`{"account_ids":[%s]}`, quoted(list))))
		}
		if err := frame(watched); err != nil {
			t.Fatal(err)
		}
		h.org.Activity(other, 1, true)
		h.org.Activity(watched, 1, true)
		if did := h.sockets.await("presence to 1"); !strings.Contains(did, watched.String()) || !strings.Contains(did, `"state":"online"`) {
			t.Errorf("pushed %s", did)
		}
		many := []id.ID{}
		for range 201 {
			many = append(many, other)
		}
		if frame(many...) == nil || h.org.WatchFrame(conn, []byte(`{"account_ids":["x"]}`)) == nil {
			t.Error("a bad list was taken")
		}
		h.org.Gone(conn)
		h.org.Activity(watched, 0, false)
		if h.sockets.has(fmt.Sprintf(`presence to 1 {"account_id":"%s","presence":{"state":"offline","note":"","until_at":null,"since_at":%d}}`, watched, h.clock.Now())) {
			t.Error("pushed to a connection that is gone")
		}
	})
}

// covers: ACC-02
func TestTheCommandLineImportsOrOnlyTells(t *testing.T) {
	each(t, func(h *house) {
		in := org.RosterImport{FileName: "r.csv", Data: []byte(small + "1001,王总,永顺,总经理,M3,x,,,,在职\n"), Rehearse: true, Mode: org.AllOrNothing}
		h.unchanged(func() {
			r, err := h.org.ImportRoster(t.Context(), in)
			if err != nil || r.Applied || r.Create != 5 || r.FaultRows != 1 || len(r.Faults) != 2 || r.Faults[0].Line != 7 {
				t.Errorf("%+v (%v)", r, err)
			}
			in.Rehearse = false
			if r, err := h.org.ImportRoster(t.Context(), in); err == nil || r.Applied || r.FaultRows != 1 {
				t.Errorf("%+v (%v)", r, err)
			}
		})
		in.Mode = org.GoodRows
		last := 0
		in.Progress = func(done, total int) {
			if done < 0 || done > total {
				t.Errorf("%d of %d", done, total)
			}
			last = done * 100 / max(1, total)
		}
		r, err := h.org.ImportRoster(t.Context(), in)
		if err != nil || !r.Applied || r.Create != 5 || last != 100 {
			t.Errorf("%+v at %d%% (%v)", r, last, err)
		}
	})
}
