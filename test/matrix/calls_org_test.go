package matrix

import (
	"strings"

	"tonggui/internal/org"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/wait"
)

func plain(c call) func(*world, *person, string) call {
	return func(*world, *person, string) call { return c }
}

// login opens a session for the caller of the relation; whoever has no account tries the keeper's.
func login(w *world, p *person, relation string) call {
	number, password := w.keeper.number, w.keeper.password
	switch relation {
	case "wrong_password":
		if p.number != "" && p.kind != "visitor" && p.kind != "garbage" {
			number = p.number
		}
		password = "not-the-one-1"
	case "unknown_number":
		number = "N-nobody-" + p.kind
	case "of_frozen":
		number = w.people["iced"].number
	case "of_left":
		number = w.people["gone"].number
	}
	c := call{body: map[string]any{"number": number, "password": password}}
	if relation == "wrong_password" {
		c.twinBody = map[string]any{"number": "N-nobody", "password": password}
	}
	return c
}

// forgetGuesses clears the counters of failed logins, which have tests of their own.
func (w *world) forgetGuesses() { w.write(`DELETE FROM login_attempts`) }

// ownSession gives the caller a session to lose.
func (w *world) ownSession(p *person) (token string, one id.ID) {
	if w.table.entrance[p.kind] != (refusal{}) && p.kind != "initial" {
		return p.token, w.newID()
	}
	token = w.session(&person{number: p.number, password: p.password})
	other := *p
	other.token = token
	return token, w.principal(&other).Session
}

func logout(w *world, p *person, _ string) call {
	token, _ := w.ownSession(p)
	return call{token: &token}
}

func endSession(w *world, p *person, relation string) call {
	_, session := w.ownSession(p)
	switch relation {
	case "own_ended":
		if w.table.entrance[p.kind] == (refusal{}) {
			w.must(w.house.Org.EndSession(w.ctx(), w.principal(p), session))
		}
	case "of_colleague":
		session = w.principal(w.keeper).Session
	}
	return call{path: map[string]string{"id": session.String()}, twin: map[string]string{"id": w.newID().String()}}
}

// changePassword ends all other sessions, so the caller enters again afterwards.
func changePassword(w *world, p *person, relation string) call {
	w.made++
	next := chosen + itoa(int64(w.made))
	current := p.password
	if relation == "wrong_current" {
		current = "not-the-one-1"
	}
	return call{body: map[string]any{"current": current, "next": next}, after: func() {
		if relation == "wrong_current" {
			w.forgetGuesses()
			return
		}
		p.password = next
		if p.kind == "initial" { // back to what makes the kind
			slip := must(w.house.Org.ResetPassword(w.ctx(), w.principal(w.founder), p.account, "test"))
			p.password = slip.InitialPassword
		}
		w.enter(p)
	}}
}

// endOthers ends all sessions but one; the caller's own is the one.
func endOthers(*world, *person, string) call { return call{} }

func (w *world) departments() map[string]string {
	items, _ := w.house.Org.Tree()
	out := map[string]string{}
	for _, d := range items {
		out[d.Name] = d.ID.String()
	}
	return out
}

func departmentPeople(w *world, p *person, relation string) call {
	card, _ := w.house.Org.Person(p.account)
	for _, d := range w.departments() {
		own := card.DepartmentID != nil && d == card.DepartmentID.String()
		if own == (relation == "own_department") {
			return call{path: map[string]string{"id": d}, twin: map[string]string{"id": w.newID().String()}}
		}
	}
	return call{path: map[string]string{"id": w.newID().String()}}
}

// whose is the account that a relation means.
func (w *world) whose(p *person, relation string) *person {
	switch relation {
	case "self":
		return p
	case "colleague", "active":
		return w.spare
	case "administrator":
		return w.people["vice"]
	case "security_administrator":
		return w.people["warden"]
	case "audit_administrator":
		return w.people["reader"]
	case "two_of_three":
		return w.spare
	case "frozen":
		return w.people["iced"]
	case "left":
		return w.people["gone"]
	}
	w.t.Fatalf("whose %q?", relation)
	return nil
}

// onPerson is an administrator's act on an account. Before it the account is as the act needs it.
func onPerson(op string) spec {
	return spec{spends: true, call: func(w *world, p *person, relation string) call {
		target := w.whose(p, relation)
		c := call{path: map[string]string{"id": target.account.String()}, twin: map[string]string{"id": w.newID().String()},
			body: map[string]any{"reason": "because " + canary}}
		who, settled := w.appointing(), relation == "colleague" || strings.HasSuffix(relation, "administrator")
		switch op {
		case "set_roles":
			c.body = map[string]any{"reason": "test", "roles": append([]string{}, roleNames(target)...)}
			if relation == "two_of_three" {
				c.body = map[string]any{"reason": "test", "roles": []string{"admin", "audit_admin"}}
			}
		case "unfreeze_account":
			if settled {
				_ = w.house.Org.Freeze(w.ctx(), who, target.account, "test") // it may be frozen already
			}
			c.after = func() { _ = w.house.Org.Unfreeze(w.ctx(), who, target.account, "test") }
		case "freeze_account", "reset_password":
			if settled {
				_ = w.house.Org.Unfreeze(w.ctx(), who, target.account, "test")
			}
			c.after = func() { _ = w.house.Org.Unfreeze(w.ctx(), who, target.account, "test") }
			if relation == "frozen" || relation == "self" {
				c.after = nil
			}
		}
		return c
	}}
}

func roleNames(p *person) (out []string) {
	for _, r := range p.roles {
		out = append(out, string(r))
	}
	return out
}

// rehearsed sends a roster in as somebody and waits until it is rehearsed.
func (w *world) rehearsed(p *person) id.ID {
	w.t.Helper()
	m := must(w.house.Org.CreateImport(w.ctx(), p.acting(), "roster.csv", w.company()))
	w.await("the rehearsal", func() bool { return must(w.house.Org.Import(w.ctx(), m.ID)).State == org.Rehearsed })
	return m.ID
}

// company is the roster as the company stands: applying it changes nobody.
func (w *world) company() []byte {
	kinds := append(append([]string{}, extras...), w.table.kinds[2:]...)
	if !w.shut {
		return roster(kinds)
	}
	return roster(kinds, "left", "gone")
}

// await waits for work that runs beside the requests.
func (w *world) await(what string, done func() bool) {
	w.t.Helper()
	wait.Until(w.t, what+" comes to its end", done)
}

func onImport(op string) spec {
	return spec{spends: op == "apply_import", costly: op == "apply_import", call: func(w *world, p *person, relation string) call {
		by, k := w.founder, "import "+relation
		if relation == "own" {
			by, k = p, p.kind+" import own"
		}
		s, made := w.spots[k]
		if !made {
			s.conversation = w.rehearsed(by)
			w.spots[k] = s
			if relation == "applied" {
				must(w.house.Org.ApplyImport(w.ctx(), w.principal(w.founder), s.conversation, org.GoodRows, true))
				w.await("the import", func() bool { return must(w.house.Org.Import(w.ctx(), s.conversation)).State == org.Applied })
			}
		}
		one := s.conversation
		c := call{path: map[string]string{"id": one.String()}, twin: map[string]string{"id": w.newID().String()}}
		switch op {
		case "list_import_rows":
			c.query = map[string][]string{"kind": {"same"}}
		case "apply_import":
			c.body = map[string]any{"mode": "good_rows", "accept_warnings": true}
			c.after = func() {
				delete(w.spots, "import rehearsed")
				w.await("the import", w.idle)
			}
		}
		return c
	}}
}

// idle tells whether no import is at work.
func (w *world) idle() bool {
	return len(w.storage.column(`SELECT file_name FROM imports WHERE state IN ('reading', 'applying')`)) == 0
}

func handOut(w *world, _ *person, relation string) call {
	who := map[string]*person{"never_activated": w.fresh, "chosen": w.keeper, "administrator": w.chief, "left": w.people["gone"]}[relation]
	return call{body: map[string]any{"account_ids": []id.ID{who.account}}, twinBody: nil}
}

var orgSpecs = map[string]spec{
	"login":              {guesses: true, call: login},
	"setup_status":       {call: plain(call{})},
	"complete_setup":     {call: plain(call{body: map[string]any{"token": strings.Repeat("s", 43), "company": "C", "number": "N1", "name": "N", "password": chosen}})},
	"me":                 {call: plain(call{})},
	"logout":             {spends: true, call: logout},
	"change_password":    {spends: true, call: changePassword},
	"list_sessions":      {call: plain(call{})},
	"end_session":        {spends: true, call: endSession},
	"end_other_sessions": {call: endOthers},
	"update_settings":    {call: plain(call{body: map[string]any{"theme": "dark", "language": "en"}})},
	"set_presence": {call: func(w *world, _ *person, _ string) call {
		return call{body: map[string]any{"state": "busy", "note": w.newID().String()}}
	}},
	"list_departments":       {call: plain(call{})},
	"list_department_people": {call: departmentPeople},
	"search_people":          {call: plain(call{query: one("q", "keeper")})},
	"get_person": {call: func(w *world, p *person, relation string) call {
		return call{path: map[string]string{"id": w.whose(p, relation).account.String()}, twin: map[string]string{"id": w.newID().String()}}
	}},
	"get_presence":      {call: func(w *world, _ *person, _ string) call { return call{query: one("ids", w.keeper.account.String())} }},
	"preview_link":      {call: plain(call{query: one("url", "http://127.0.0.1/")})},
	"admin_list_people": {call: plain(call{})},
	"freeze_account":    onPerson("freeze_account"),
	"unfreeze_account":  onPerson("unfreeze_account"),
	"reset_password":    onPerson("reset_password"),
	"set_roles":         onPerson("set_roles"),
	"set_department_leader": {call: func(w *world, p *person, _ string) call {
		c := departmentPeople(w, p, "other_department")
		c.body = map[string]any{"person_id": w.keeper.account}
		return c
	}},
	"create_import": {costly: true, call: func(w *world, _ *person, _ string) call {
		return call{query: one("file_name", "r.csv"), body: w.company()}
	}},
	"get_import":         onImport("get_import"),
	"list_import_rows":   onImport("list_import_rows"),
	"apply_import":       onImport("apply_import"),
	"hand_out_passwords": {costly: true, call: handOut},
}
