package demo

import (
	_ "embed"
	"slices"

	"tonggui/internal/org/roster"
	"tonggui/internal/platform/authz"
)

// Name is the company's name; by it a data folder is known to hold the sample company.
const Name = "澄川仪表（示例公司）"

// Password is everybody's password. It is printed at every start: the sample company has no secrets.
const Password = "Tonggui-demo-7"

// roster file, in the form of a personnel export.
const rosterName = "company.csv"

//go:embed company.csv
var rosterFile []byte

// founder is the first administrator; who sets the company up.
const founder = "1006"

// roles are given by the founder after the import.
var roles = []struct {
	number string
	roles  []authz.Role
}{
	{"1001", []authz.Role{authz.Leader}},
	{"1003", []authz.Role{authz.HR}},
	{"1005", []authz.Role{authz.HR}},
	{"1007", []authz.Role{authz.IT}},
	{"1009", []authz.Role{authz.Supervisor}},
	{"1010", []authz.Role{authz.Supervisor}},
	{"1011", []authz.Role{authz.AuditAdmin}},
	{"1002", []authz.Role{authz.SecurityAdmin}}, // the last: from then on she appoints, and no longer the founder
}

// Login is somebody worth logging in as.
type Login struct {
	Number string
	Name   string
	Post   string // department and post
	Roles  []authz.Role
	Note   string // what there is to see, in a few words
}

// notable lists who is printed, most interesting first.
var notable = []struct{ number, note string }{
	{"1026", "团队负责人，消息最多，有审批等着处理 / team lead with the fullest inbox, and approvals that wait"},
	{"1015", "销售，有草稿和置顶 / sales, with a draft and pinned chats"},
	{"1006", "系统管理员：花名册、账号、制度、提出规则变更 / system administrator: roster, accounts, regulations, proposes rules"},
	{"1002", "安全管理员：任命角色、审批规则变更 / security administrator: appoints roles, approves changes of rules"},
	{"1011", "审计管理员：查看并验证审计日志 / audit administrator: reads and proves the audit log"},
	{"1003", "人力资源：花名册、制度签收、工作日历、全员群群主 / HR: roster, acknowledgements, work calendar"},
	{"1007", "信息技术：账号管理 / IT: accounts"},
	{"1009", "监督小组：可经接口查看撤回内容 / supervisor: may read recalled messages by the API"},
	{"1001", "总经理 / general manager"},
	{"1021", "海外部，英文界面 / overseas sales, interface in English"},
}

// people reads the roster that is embedded, by name. Names are unique in it.
func people() (map[string]roster.Person, error) {
	sheet, err := roster.Read(rosterFile, rosterName, nil)
	if err != nil {
		return nil, err
	}
	out := map[string]roster.Person{}
	for _, row := range roster.Check(sheet, roster.Company{}).Rows {
		out[row.Person.Name] = row.Person
	}
	return out, nil
}

// Logins lists who is worth logging in as.
func Logins() ([]Login, error) {
	byName, err := people()
	if err != nil {
		return nil, err
	}
	byNumber := map[string]roster.Person{}
	for _, p := range byName {
		byNumber[p.Number] = p
	}
	out := []Login{}
	for _, n := range notable {
		p := byNumber[n.number]
		l := Login{Number: p.Number, Name: p.Name, Post: p.Department.Name() + " " + p.Post, Note: n.note}
		if p.Number == founder {
			l.Roles = []authz.Role{authz.Admin}
		}
		for _, r := range roles {
			if r.number == p.Number {
				l.Roles = slices.Clone(r.roles)
			}
		}
		out = append(out, l)
	}
	return out, nil
}
