package roster

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// synonyms lists how exports name the columns, the surest first: where a file
// has two candidates (岗位 and 职务) the earlier one is taken, the other ignored.
var synonyms = [columnCount]string{
	ColumnNumber: `工号 员工工号 员工编号 人员编号 职工编号 职员编号 职工号 员工号 人员编码 员工编码 员工代码 人员代码 人员工号 编号
		employeenumber employeeid employeeno employeecode staffnumber staffid staffno empno empid personnelnumber personnelno workerid number`,
	ColumnName: `姓名 员工姓名 人员姓名 职工姓名 中文姓名 中文名 名字 fullname employeename staffname displayname name`,
	ColumnDepartment: `部门路径 部门全路径 部门全称 所属部门 所在部门 部门 部门名称 任职部门 组织路径 所属组织 组织 所属机构 机构
		departmentpath department departmentname dept deptname deptpath orgunit organizationalunit organisation organization`,
	ColumnPost:   `岗位 岗位名称 职位 职位名称 职务 职务名称 任职岗位 post jobtitle position positionname title job`,
	ColumnGrade:  `职级 职等 岗级 职位等级 岗位等级 级别 grade joblevel jobgrade level rank`,
	ColumnMobile: `手机 手机号 手机号码 移动电话 联系手机 手机电话 联系电话 电话 mobile mobilephone mobilenumber cellphone cell phone phonenumber tel telephone`,
	ColumnEmail:  `邮箱 电子邮件 电子邮箱 邮件 企业邮箱 工作邮箱 公司邮箱 邮箱地址 邮件地址 email emailaddress workemail mail`,
	ColumnSuperior: `直属上级工号 直接上级工号 上级工号 上级员工编号 直属上级编号 上级编号 上级人员编号 汇报对象工号 主管工号 直属主管工号 直接主管工号
		superiornumber superiorid managernumber managerid managerno supervisorid supervisornumber reportsto linemanagerid
		直属上级 直接上级 上级 汇报对象 直属主管 superior manager supervisor linemanager`,
	ColumnJoined: `入职日期 入职时间 入司日期 入司时间 到岗日期 加入日期 参加工作日期 joinedon joined joindate joiningdate dateofjoining hiredate datehired startdate entrydate onboarddate`,
	ColumnStatus: `状态 在职状态 员工状态 人员状态 用工状态 任职状态 status employmentstatus employeestatus state`,
}

type meaning struct {
	column Column
	rank   int
}

var meanings = func() map[string]meaning {
	m := make(map[string]meaning)
	for c, names := range synonyms {
		for rank, name := range strings.Fields(names) {
			m[name] = meaning{Column(c), rank}
		}
	}
	return m
}()

// headerKey folds what people vary: case, width, spaces, marks of needed
// columns, and remarks in brackets.
func headerKey(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	if i := strings.IndexAny(s, "([【"); i > 0 {
		s = s[:i]
	}
	return strings.Map(func(r rune) rune {
		if isSpace(r) || hidden(r) || unicode.IsPunct(r) || r == '＊' {
			return -1
		}
		return r
	}, s)
}

// header maps the cells of a header line to columns.
type header struct {
	line   int
	cells  []string
	at     [columnCount]int // position in the line, -1 for none
	column []Column         // the reverse, noColumn for ignored ones
	known  int
	twice  []Fault
}

func parseHeader(line int, cells []string) *header {
	for len(cells) > 0 && plain(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	h := &header{line: line, cells: append([]string(nil), cells...)}
	var rank [columnCount]int
	for c := range h.at {
		h.at[c] = -1
	}
	for i, cell := range cells {
		m, ok := meanings[headerKey(cell)]
		switch {
		case !ok:
		case h.at[m.column] < 0:
			h.known++
			h.at[m.column], rank[m.column] = i, m.rank
		case m.rank < rank[m.column]:
			h.at[m.column], rank[m.column] = i, m.rank
		case m.rank == rank[m.column]:
			h.twice = append(h.twice, Fault{Line: line, Column: headerName(cell), Code: CodeColumnDuplicate, Value: shown(cell),
				Params: params("column", m.column.Field(), "first", h.at[m.column]+1, "second", i+1)})
		}
	}
	h.column = make([]Column, len(cells))
	for i := range h.column {
		h.column[i] = noColumn
	}
	for c, i := range h.at {
		if i >= 0 {
			h.column[i] = Column(c)
		}
	}
	return h
}

func headerName(cell string) string { return clip(shown(plain(cell)), 40) }

// adopt writes the header into the sheet, with faults for what is missing.
func (s *Sheet) adopt(h *header) {
	s.HeaderLine, s.Ignored = h.line, []string{}
	for i, c := range h.column {
		switch {
		case c != noColumn:
			s.Headers[c] = headerName(h.cells[i])
		case plain(h.cells[i]) != "":
			s.Ignored = append(s.Ignored, headerName(h.cells[i]))
		}
	}
	for _, c := range []Column{ColumnNumber, ColumnName, ColumnDepartment} {
		if h.at[c] < 0 {
			name, _, _ := strings.Cut(synonyms[c], " ")
			if c == ColumnDepartment {
				name = "部门"
			}
			s.Faults = append(s.Faults, Fault{Line: h.line, Column: name, Code: CodeColumnMissing, Params: params("column", c.Field())})
		}
	}
	s.Faults = append(s.Faults, h.twice...)
}
