package roster

import (
	"strings"
)

// headTitles are the posts that make a person head of the main department.
// They must be the whole post, or follow the department's own name (财务部部长,
// 财务部长): 客户经理 and 产品经理 lead nobody.
var headTitles = strings.Fields(`部门负责人 负责人 部门经理 部门主管 部门主任 部门总监 部长 总经理 总裁 董事长 主任 处长 科长 股长 局长 所长 院长 校长
	经理 总监 主管 组长 班长 队长 店长 站长 厂长 车间主任 首席执行官 CEO
	Head Manager Director`)

var (
	headTitle   = make(map[string]bool)
	deputyTitle = make(map[string]bool)
)

func init() {
	for _, title := range headTitles {
		headTitle[title] = true
		deputyTitle["副"+title] = true
		deputyTitle["常务副"+title] = true
	}
	for _, title := range []string{"部门副负责人", "部门副经理", "部门副主管", "部门副主任", "部门副总监", "副总", "车间副主任", "Deputy Head", "Deputy Manager", "Deputy Director"} {
		deputyTitle[title] = true
	}
}

// IsHeadPost tells whether the post makes its holder head of the department.
func IsHeadPost(post string, department Path) bool { return titled(post, department, headTitle) }

// IsDeputyPost tells whether the post makes its holder deputy head.
func IsDeputyPost(post string, department Path) bool { return titled(post, department, deputyTitle) }

func titled(post string, department Path, titles map[string]bool) bool {
	if post == "" || department == "" {
		return false
	}
	if titles[post] {
		return true
	}
	name := department.Name()
	for _, own := range []string{name, strings.TrimSuffix(name, "部"), strings.TrimSuffix(name, "中心"), strings.TrimSuffix(name, "组")} {
		if rest, ok := strings.CutPrefix(post, own); ok && own != "" && titles[rest] {
			return true
		}
	}
	return false
}
