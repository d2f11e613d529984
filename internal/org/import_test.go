package org_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/org/roster/rostertest"
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
