package matrix

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

// chosen is the password of everybody who has one of their own.
const chosen = "Wagon+86;Bremse"

// person is somebody who calls.
type person struct {
	kind     string
	number   string
	password string
	token    string
	account  id.ID
	roles    []authz.Role
}

// acting is the person as the rooms know them, for what the test prepares.
func (p *person) acting() authz.Principal {
	return authz.Principal{Account: p.account, Name: p.kind, Roles: p.roles, Language: "en"}
}

// roster lists everybody but the founder; posts make heads.
func roster(kinds []string, gone ...string) []byte {
	var b strings.Builder
	b.WriteString("工号,姓名,部门,岗位,状态\n")
	for i, kind := range kinds {
		post, status := "专员", "在职"
		if kind == "head" {
			post = "部门负责人"
		}
		for _, g := range gone {
			if g == kind {
				status = "离职"
			}
		}
		_, _ = fmt.Fprintf(&b, "N-%s,%s,轨道公司/%s部,%s,%s\n", kind, kind, []string{"工程", "运营"}[i%2], post, status)
	}
	return []byte(b.String())
}

// extras are people beside the kinds of persons.tsv.
var extras = []string{"keeper", "other", "spare", "guest", "fresh", "chief", "vice", "warden", "reader", "iced", "gone"}

// populate sets the company up as a company does: the first administrator, a roster, first
// passwords, roles. Everybody is still active then.
func (w *world) populate() {
	w.t.Helper()
	token := must(w.house.Org.MakeSetupToken(w.ctx()))
	a := w.send(request{method: "POST", path: "/api/v1/setup", body: encoded(map[string]any{"token": token, "company": "轨道公司",
		"number": "N-founder", "name": "founder", "password": chosen})})
	w.founder = &person{kind: "founder", number: "N-founder", password: chosen, roles: []authz.Role{authz.Admin}}
	w.founder.token, w.founder.account = entered(w, "the founder", a)
	kinds := append(append([]string{}, extras...), w.table.kinds[2:]...)
	report := must(w.house.Org.ImportRoster(w.ctx(), org.RosterImport{FileName: "r.csv", Data: roster(kinds), Mode: org.GoodRows, Accept: true}))
	founder := w.principal(w.founder)
	slips := must(w.house.Org.HandOut(w.ctx(), founder, *report.Import, nil))
	for _, s := range slips {
		kind := strings.TrimPrefix(s.Number, "N-")
		w.people[kind] = &person{kind: kind, number: s.Number, password: s.InitialPassword}
	}
	if len(w.people) != len(kinds) {
		w.t.Fatalf("%d people were created, want %d", len(w.people), len(kinds))
	}
	w.settleIn(w.people["expired"])
	w.pass(31 * 24 * time.Hour) // longer than an unused session lives
	w.enter(w.founder)
	for _, kind := range kinds {
		if kind != "expired" {
			w.settleIn(w.people[kind])
		}
	}
	w.keeper, w.other, w.spare = w.people["keeper"], w.people["other"], w.people["spare"]
	w.fresh, w.chief = w.people["fresh"], w.people["chief"]
	w.give(w.people["security_admin"], authz.SecurityAdmin) // from now on it appoints
	for _, r := range authz.Roles {
		if p := w.people[string(r)]; p != nil && r != authz.SecurityAdmin {
			w.give(p, r)
		}
	}
	w.give(w.chief, authz.Admin)
	w.give(w.people["vice"], authz.Admin)
	w.give(w.people["warden"], authz.SecurityAdmin)
	w.give(w.people["reader"], authz.AuditAdmin)
	w.give(w.people["withdrawn"], authz.Admin, authz.HR, authz.IT, authz.Leader, authz.Supervisor)
	stand := *w.people["employee"] // nobody in particular: their objects are the employee's
	for _, kind := range w.table.kinds[:2] {
		p := stand
		p.kind, p.token = kind, ""
		if kind == "garbage" {
			p.token = strings.Repeat("g", len(stand.token))
		}
		w.people[kind] = &p
	}
}

// settleIn lets somebody log in, and choose a password of their own where the kind has one.
func (w *world) settleIn(p *person) {
	w.t.Helper()
	w.enter(p)
	if p.kind == "initial" || p.kind == "fresh" || p.kind == "chief" {
		return
	}
	p.token, _ = entered(w, p.number, w.send(request{method: "PUT", path: "/api/v1/session/password", token: p.token,
		body: encoded(map[string]any{"current": p.password, "next": chosen})}))
	p.password = chosen
}

// enter opens a session for a person and makes it theirs.
func (w *world) enter(p *person) { p.token = w.session(p) }

// session opens another session of a person.
func (w *world) session(p *person) string {
	w.t.Helper()
	w.pass(time.Second)
	token, account := entered(w, p.number, w.send(request{method: "POST", path: "/api/v1/session",
		body: encoded(map[string]any{"number": p.number, "password": p.password})}))
	p.account = account
	return token
}

func entered(w *world, who string, a answer) (string, id.ID) {
	w.t.Helper()
	var e struct {
		Token string `json:"token"`
		Me    struct {
			Account struct {
				ID id.ID `json:"id"`
			} `json:"account"`
		} `json:"me"`
	}
	if !a.ok() || json.Unmarshal(a.body, &e) != nil || e.Token == "" {
		w.t.Fatalf("%s did not enter: %d %s", who, a.status, a.body)
	}
	return e.Token, e.Me.Account.ID
}

// principal is the person as Authenticate knows them now.
func (w *world) principal(p *person) authz.Principal {
	w.t.Helper()
	return must(w.house.Org.Authenticate(w.ctx(), &http.Request{Header: http.Header{"Authorization": {"Bearer " + p.token}}}))
}

// appointing is who gives roles: the first administrator only as long as nobody else was appointed.
func (w *world) appointing() authz.Principal {
	if p := w.people["security_admin"]; len(p.roles) > 0 {
		return w.principal(p)
	}
	return w.principal(w.founder)
}

func (w *world) give(p *person, roles ...authz.Role) {
	w.t.Helper()
	w.must(w.house.Org.SetRoles(w.ctx(), w.appointing(), p.account, roles, "test"))
	p.roles = roles
}

// shutOut takes from each kind what makes it that kind. What they had before stays theirs.
func (w *world) shutOut() {
	w.t.Helper()
	w.shut = true
	founder := w.principal(w.founder)
	for _, kind := range []string{"frozen", "iced"} {
		w.must(w.house.Org.Freeze(w.ctx(), founder, w.people[kind].account, "test"))
	}
	kinds := append(append([]string{}, extras...), w.table.kinds[2:]...)
	must(w.house.Org.ImportRoster(w.ctx(), org.RosterImport{FileName: "r.csv", Data: roster(kinds, "left", "gone"), Mode: org.GoodRows, Accept: true}))
	w.must(w.house.Org.Logout(w.ctx(), w.principal(w.people["ended"])))
	p := w.people["rotated"]
	_, _, err := w.house.Org.ChangePassword(w.ctx(), w.principal(p), p.password, chosen+"!")
	w.must(err)
	p = w.people["withdrawn"]
	if a := w.send(request{method: "GET", path: "/api/v1/admin/people", token: p.token}); !a.ok() {
		w.t.Fatalf("the roles to be withdrawn do not work: %d", a.status)
	}
	w.give(p)
}

func encoded(v any) []byte {
	out, _ := json.Marshal(v)
	return out
}
