package org_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/org/roster/rostertest"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const header = "工号,姓名,部门,岗位,职级,手机,邮箱,直属上级工号,入职日期,状态\n"

// small is a company of five.
const small = header + `1001,王总,永顺,总经理,M3,13800000001,wz@example.com,,2010-01-01,在职
1002,李工,永顺/研发部,部门负责人,M1,13800000002,lg@example.com,1001,2012-01-01,在职
1003,赵一,永顺/研发部/平台组,工程师,P5,13800000003,zy@example.com,1002,2015-01-01,在职
1004,钱二,永顺/研发部/平台组,工程师,P5,13800000004,qe@example.com,1002,2016-01-01,在职
1005,孙三,永顺/财务部,部门负责人,M1,13800000005,ss@example.com,1001,2017-01-01,在职
`

// rehearse sends a file in and waits until its rehearsal is over.
func (h *house) rehearse(c *client, data string) org.Import {
	h.t.Helper()
	h.clock.Advance(10 * time.Second) // imports are limited by rate
	m := ok[org.Import](c.call("POST", "/admin/imports?file_name="+url.QueryEscape("../花名册.csv"), []byte(data)), 201)
	if m.FileName != "花名册.csv" || m.State != org.Reading {
		h.t.Errorf("%+v", m)
	}
	return h.awaitImport(c, m.ID, org.Rehearsed)
}

// awaitImport waits until an import is in a state, or has failed.
func (h *house) awaitImport(c *client, one id.ID, state org.ImportState) org.Import {
	h.t.Helper()
	h.sockets.awaitThat(func(did string) bool {
		return strings.Contains(did, one.String()) && (strings.Contains(did, `"state":"`+string(state)+`"`) || strings.Contains(did, `"state":"failed"`))
	})
	return ok[org.Import](c.call("GET", "/admin/imports/"+one.String(), nil), 200)
}

func (h *house) apply(c *client, one id.ID, mode string) org.Import {
	h.t.Helper()
	h.clock.Advance(10 * time.Second)
	ok[org.Import](c.call("POST", "/admin/imports/"+one.String()+"/apply", map[string]any{"mode": mode}), 200)
	return h.awaitImport(c, one, org.Applied)
}

func (h *house) count(query string, args ...any) int64 {
	h.t.Helper()
	n, err := db.Value[int64](h.db.Ask(h.t.Context()), query, args...)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

type importRows struct {
	Items      []org.ImportRow
	NextCursor *string `json:"next_cursor"`
}

func counts(m org.Import) string {
	return fmt.Sprintf("%s rows %d create %d change %d leave %d same %d faulty %d", m.State, m.Rows, m.Create, m.Change, m.Leave, m.Same, m.FaultRows)
}

// covers: ACC-02, ORG-01
func TestARosterIsRehearsedAndThenApplied(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		m := h.rehearse(admin, small)
		if got := counts(m); got != "rehearsed rows 5 create 5 change 0 leave 0 same 0 faulty 0" {
			t.Fatal(got)
		}
		if h.count(`SELECT COUNT(*) FROM accounts`) != 1 || h.count(`SELECT COUNT(*) FROM departments`) != 0 {
			t.Error("a rehearsal changed the company")
		}
		rows := ok[importRows](admin.call("GET", "/admin/imports/"+m.ID.String()+"/rows?kind=create&limit=2", nil), 200)
		if len(rows.Items) != 2 || rows.Items[0].Number != "1001" || rows.Items[0].Line != 2 || rows.NextCursor == nil {
			t.Errorf("%+v", rows)
		}
		rows = ok[importRows](admin.call("GET", "/admin/imports/"+m.ID.String()+"/rows?kind=create&cursor="+*rows.NextCursor, nil), 200)
		if len(rows.Items) != 3 || rows.Items[0].Number != "1003" || rows.NextCursor != nil {
			t.Errorf("%+v", rows)
		}
		m = h.apply(admin, m.ID, "good_rows")
		if m.State != org.Applied || m.AppliedAt == nil || m.Done != m.Total {
			t.Fatalf("%+v", m)
		}
		if h.count(`SELECT COUNT(*) FROM imports WHERE data IS NOT NULL`) != 0 {
			t.Error("the file is kept")
		}
		type departments struct{ Items []org.Department }
		tree := ok[departments](admin.call("GET", "/departments", nil), 200).Items
		got := []string{}
		for _, d := range tree {
			got = append(got, fmt.Sprintf("%s %d/%d heads %d", d.Name, d.DirectCount, d.PeopleCount, len(d.HeadIDs)))
		}
		if want := "永顺 1/5 heads 1, 研发部 1/3 heads 1, 平台组 2/2 heads 0, 财务部 1/1 heads 1"; strings.Join(got, ", ") != want {
			t.Errorf("tree: %s", strings.Join(got, ", "))
		}
		if h.audited("roster.import") != 2 {
			t.Error("not in the audit log")
		}
		admin.call("POST", "/admin/imports/"+m.ID.String()+"/apply", map[string]any{"mode": "good_rows"}).refused(409, "import.state")
	})
}

// covers: ACC-02
func TestANewerRosterIsADifference(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		h.apply(admin, h.rehearse(admin, small).ID, "good_rows")
		if got := counts(h.rehearse(admin, small)); got != "rehearsed rows 5 create 0 change 0 leave 0 same 5 faulty 0" {
			t.Fatal(got)
		}
		leaver, err := h.org.ByNumberForTest("1005")
		if err != nil {
			t.Fatal(err)
		}
		if err := h.org.SetPassword(t.Context(), leaver, good); err != nil {
			t.Fatal(err)
		}
		gone, _ := h.login("1005", good)
		next := strings.ReplaceAll(small, "1005,孙三,永顺/财务部,部门负责人,M1,13800000005,ss@example.com,1001,2017-01-01,在职\n",
			"1006,周四,永顺/财务部,部门负责人,M1,,,1001,2020-01-01,在职\n")
		next = strings.ReplaceAll(next, "研发部/平台组", "研发部/基础平台组") // a renamed department
		next = strings.ReplaceAll(next, "工程师,P5,13800000004", "副部长,P6,13800000004")
		platform := h.count(`SELECT COUNT(*) FROM departments WHERE name = '平台组'`)
		m := h.rehearse(admin, next)
		if got := counts(m); got != "rehearsed rows 5 create 1 change 2 leave 1 same 2 faulty 0" || platform != 1 {
			t.Fatal(got)
		}
		changes := ok[importRows](admin.call("GET", "/admin/imports/"+m.ID.String()+"/rows?kind=change", nil), 200).Items
		if len(changes) != 2 || changes[1].Number != "1004" || len(changes[1].Changes) != 3 || changes[1].Changes[1].Field != "post" || changes[1].Changes[1].To != "副部长" {
			t.Errorf("%+v", changes)
		}
		if m = h.apply(admin, m.ID, "all_or_nothing"); m.State != org.Applied {
			t.Fatalf("%+v", m)
		}
		if h.count(`SELECT COUNT(*) FROM departments`) != 4 || h.count(`SELECT COUNT(*) FROM departments WHERE name = '基础平台组'`) != 1 {
			t.Error("a renamed department was made anew")
		}
		if h.count(`SELECT COUNT(*) FROM accounts WHERE status = 'left'`) != 1 || h.count(`SELECT COUNT(*) FROM account_departments`) != 0 {
			t.Error("the leaver has not left")
		}
		gone.call("GET", "/session", nil).refused(403, "account.left")
		h.sockets.await(fmt.Sprint("close account ", leaver, " 4001"))
		_, a := h.login("1005", good)
		a.refused(401, "login.failed") // the password ended with the account
		if got := counts(h.rehearse(admin, next)); got != "rehearsed rows 5 create 0 change 0 leave 0 same 5 faulty 0" {
			t.Error(got)
		}
	})
}

// covers: ACC-02
func TestADamagedRosterLetsOnlyGoodRowsIn(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		lines, planted := rostertest.Damage(rostertest.Table(rostertest.Generate(200, 7)), 40, 7, true)
		faulty := map[int]bool{}
		for _, p := range planted {
			faulty[p.Line] = true
		}
		m := h.rehearse(admin, string(rostertest.CSV(lines, rostertest.Form{Encoding: "gb18030"})))
		if m.FaultRows != len(faulty) || m.Create != m.Rows-len(faulty) {
			t.Fatalf("%s, %d planted", counts(m), len(faulty))
		}
		h.unchanged(func() {
			h.clock.Advance(10 * time.Second)
			admin.call("POST", "/admin/imports/"+m.ID.String()+"/apply", map[string]any{"mode": "all_or_nothing"}).refused(409, "import.has_faults")
		})
		rows := ok[importRows](admin.call("GET", "/admin/imports/"+m.ID.String()+"/rows?kind=fault&limit=200", nil), 200)
		if len(rows.Items) != len(faulty) || len(rows.Items[0].Faults) == 0 {
			t.Errorf("%d faulty rows are shown", len(rows.Items))
		}
		if m = h.apply(admin, m.ID, "good_rows"); m.State != org.Applied {
			t.Fatalf("%+v", m)
		}
		if n := h.count(`SELECT COUNT(*) FROM accounts`); n != int64(m.Create+1) {
			t.Errorf("%d accounts", n)
		}
		if n := h.count(`SELECT COUNT(*) FROM accounts WHERE name LIKE '=%' OR name LIKE '%<%' OR name LIKE '%>%' OR post LIKE '=%'`); n != 0 {
			t.Errorf("%d accounts carry markup or formulas", n)
		}
	})
}

func TestAFileThatIsNoRosterIsRefusedWithItsReason(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		for data, code := range map[string]string{
			"%PDF-1.7 x": "roster.file_format", "   ": "roster.file_empty", header: "roster.file_empty", "\x89PNG\r\n\x1a\n": "roster.file_format",
		} {
			if m := h.rehearse(admin, data); m.State != org.Failed || m.ErrorCode == nil || *m.ErrorCode != code {
				t.Errorf("%q: %+v", data, m)
			}
		}
		m := h.rehearse(admin, "工号,姓名\n1001,王总\n")
		rows := ok[importRows](admin.call("GET", "/admin/imports/"+m.ID.String()+"/rows?kind=fault", nil), 200).Items
		if len(rows) != 1 || rows[0].Faults[0].Code != "roster.column_missing" {
			t.Errorf("%+v", rows)
		}
		h.clock.Advance(10 * time.Second)
		admin.call("POST", "/admin/imports/"+m.ID.String()+"/apply", map[string]any{"mode": "good_rows"}).refused(409, "import.has_faults")
		if h.count(`SELECT COUNT(*) FROM accounts`) != 1 {
			t.Error("something got in")
		}
	})
}

func TestACompanyThatChangedSinceTheRehearsalIsNotTouched(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		first := h.rehearse(admin, small)
		second := h.rehearse(admin, strings.ReplaceAll(small, "赵一", "赵二"))
		h.apply(admin, first.ID, "good_rows")
		before := h.count(`SELECT COUNT(*) FROM accounts WHERE name = '赵一'`)
		m := h.apply(admin, second.ID, "good_rows")
		if m.State != org.Failed || m.ErrorCode == nil || *m.ErrorCode != "import.outdated" {
			t.Fatalf("%+v", m)
		}
		if before != 1 || h.count(`SELECT COUNT(*) FROM accounts WHERE name = '赵一'`) != 1 {
			t.Error("it went in all the same")
		}
	})
}

func TestARosterThatMakesManyLeaveMustBeAccepted(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		people := rostertest.Generate(100, 3)
		h.apply(admin, h.rehearse(admin, string(rostertest.CSV(rostertest.Table(people), rostertest.Form{}))).ID, "good_rows")
		m := h.rehearse(admin, string(rostertest.CSV(rostertest.Table(people[:40]), rostertest.Form{})))
		if len(m.Warnings) != 1 || m.Warnings[0].Code != "roster.mass_leave" {
			t.Fatalf("%+v", m)
		}
		path := "/admin/imports/" + m.ID.String() + "/apply"
		h.clock.Advance(10 * time.Second)
		h.unchanged(func() {
			admin.call("POST", path, map[string]any{"mode": "good_rows"}).refused(409, "import.not_accepted")
		})
		ok[org.Import](admin.call("POST", path, map[string]any{"mode": "good_rows", "accept_warnings": true}), 200)
		if m = h.awaitImport(admin, m.ID, org.Applied); m.State != org.Applied {
			t.Fatalf("%+v", m)
		}
	})
}

func TestAnImportThatWouldTakeTheLastAdministratorAwayIsRefused(t *testing.T) {
	each(t, func(h *house) {
		admin, first := h.setUp()
		with := strings.ReplaceAll(small, "1001,王总", "A001,王总")
		with = strings.ReplaceAll(with, ",1001,", ",A001,")
		h.apply(admin, h.rehearse(admin, with).ID, "good_rows") // the administrator is managed from now on
		without := strings.ReplaceAll(with, "2010-01-01,在职", "2010-01-01,离职")
		before := h.count(`SELECT SUM(epoch) FROM accounts`)
		m := h.apply(admin, h.rehearse(admin, without).ID, "good_rows")
		if m.State != org.Failed || *m.ErrorCode != "import.last_admin" || h.count(`SELECT SUM(epoch) FROM accounts`) != before {
			t.Fatalf("%+v", m)
		}
		if ok[org.Me](admin.call("GET", "/session", nil), 200).Account.ID != first.Me.Account.ID {
			t.Error("the administrator is gone")
		}
	})
}

func TestOfTwoWhoApplyOneImportOneDoes(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		m := h.rehearse(admin, small)
		var won atomic.Int32
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if admin.call("POST", "/admin/imports/"+m.ID.String()+"/apply", map[string]any{"mode": "good_rows"}).status == 200 {
					won.Add(1)
				}
			})
		}
		wg.Wait()
		h.awaitImport(admin, m.ID, org.Applied)
		if won.Load() != 1 || h.count(`SELECT COUNT(*) FROM accounts`) != 6 {
			t.Errorf("%d won", won.Load())
		}
	})
}

// covers: ACC-06
func TestOnlyThoseWhoMayImportDo(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		staff, _ := h.settled("A004", "陈俊辰")
		m := h.rehearse(admin, small)
		one := "/admin/imports/" + m.ID.String()
		h.unchanged(func() {
			staff.call("POST", "/admin/imports", []byte(small)).refused(403, "access.denied")
			staff.call("GET", one, nil).refused(403, "access.denied")
			staff.call("GET", one+"/rows?kind=create", nil).refused(403, "access.denied")
			staff.call("POST", one+"/apply", map[string]any{"mode": "good_rows"}).refused(403, "access.denied")
			staff.call("POST", "/admin/initial-passwords", map[string]any{"import_id": m.ID}).refused(403, "access.denied")
			admin.call("GET", "/admin/imports/"+id.New(1).String(), nil).refused(404, "not_found")
			admin.call("GET", one+"/rows?kind=x", nil).refused(422, "request.invalid")
			admin.call("GET", one+"/rows?kind=create&cursor=x", nil).refused(422, "request.invalid")
		})
	})
}

func TestAnImportWhoseImporterLostTheRightIsNotApplied(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		hr, account := h.settled("A003", "史明", authz.HR)
		m := h.rehearse(hr, small)
		if err := h.org.ParkForTest(t.Context(), m.ID, account); err != nil { // applying, but nobody works on it yet
			t.Fatal(err)
		}
		ok[any](admin.call("PUT", "/admin/people/"+account.String()+"/roles", map[string]any{"roles": []string{}, "reason": "调岗"}), 200)
		h.clock.Advance(31 * time.Second)
		h.org.WorkForTest(t.Context())
		m = h.awaitImport(admin, m.ID, org.Applied)
		if m.State != org.Failed || *m.ErrorCode != "import.rights_ended" || h.count(`SELECT COUNT(*) FROM accounts`) != 2 {
			t.Fatalf("%+v", m)
		}
	})
}

func TestAnImportIsTakenUpAgainAfterARestart(t *testing.T) {
	each(t, func(h *house) {
		admin, first := h.setUp()
		m := h.rehearse(admin, small)
		if err := h.org.ParkForTest(t.Context(), m.ID, first.Me.Account.ID); err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(29 * time.Second)
		if h.org.WorkForTest(t.Context()) {
			t.Error("a job whose process still lives was taken over")
		}
		h.clock.Advance(2 * time.Second)
		again := newHouse(t, h.db, h.clock)
		again.sockets.await(m.ID.String(), `"state":"applied"`)
		if h.count(`SELECT COUNT(*) FROM accounts`) != 6 {
			t.Error("it was not applied once")
		}
	})
}

func TestAnImportThatEndsItsProcessIsGivenUp(t *testing.T) {
	each(t, func(h *house) {
		admin, first := h.setUp()
		m := h.rehearse(admin, small)
		for range 3 {
			if err := h.org.ParkForTest(t.Context(), m.ID, first.Me.Account.ID); err != nil {
				t.Fatal(err)
			}
			h.clock.Advance(31 * time.Second)
		}
		h.org.WorkForTest(t.Context())
		m = h.awaitImport(admin, m.ID, org.Failed)
		if *m.ErrorCode != "import.failed" || h.count(`SELECT COUNT(*) FROM accounts`) != 1 {
			t.Fatalf("%+v", m)
		}
	})
}

// covers: ACC-03
func TestInitialPasswordsAreHandedOutToThoseWhoNeverChoseOne(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		m := h.apply(admin, h.rehearse(admin, small).ID, "good_rows")
		_, a := h.login("1003", "anything")
		a.refused(401, "login.failed") // nobody knows a password yet, nor is there one
		type list struct{ Items []org.HandedOut }
		out := ok[list](admin.call("POST", "/admin/initial-passwords", map[string]any{"import_id": m.ID}), 200).Items
		if len(out) != 5 || out[2].Number != "1003" || out[2].Department != "平台组" || !strings.HasSuffix(out[2].Link, "/welcome#1003."+out[2].InitialPassword) {
			t.Fatalf("%+v", out)
		}
		c, a := h.login("1003", out[2].InitialPassword)
		ok[entered](a, 200)
		ok[org.Me](change(c, out[2].InitialPassword, good), 200)
		again := ok[list](admin.call("POST", "/admin/initial-passwords", map[string]any{"import_id": m.ID}), 200).Items
		if len(again) != 4 || slices.ContainsFunc(again, func(o org.HandedOut) bool { return o.Number == "1003" }) {
			t.Errorf("%+v", again)
		}
		_, a = h.login("1004", out[3].InitialPassword)
		a.refused(401, "login.failed") // the newer one counts
		chose, err := h.org.ByNumberForTest("1003")
		if err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(time.Minute)
		h.unchanged(func() {
			for body, want := range map[string]int{
				`{"account_ids":["` + chose.String() + `"]}`:     409,
				`{"account_ids":["` + id.New(1).String() + `"]}`: 422,
				`{}`: 422,
				`{"import_id":"` + id.New(1).String() + `"}`: 404,
			} {
				var v map[string]any
				unmarshal(t, body, &v)
				if a := admin.call("POST", "/admin/initial-passwords", v); a.status != want {
					t.Errorf("%s: %s", body, a.body)
				}
			}
		})
	})
}
