package rostertest

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"tonggui/internal/org/roster"
)

var surnames = strings.Fields(`王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 于 蒋 蔡
	余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵
	万 钱 严 覃 武 戴 莫 孔 向 汤 单 解 仇 查 盖 区 朴 欧阳 上官 司徒 尉迟 长孙 诸葛 夏侯`)

var givenNames = []rune("安柏冰博辰成程春聪丹德东朵尔帆方菲丰枫福冠光桂国海涵皓禾恒虹厚华焕慧佳嘉健江杰捷金锦景静娟珏君俊凯康可岚乐磊黎力丽莉廉林琳灵龙璐曼茂梅萌敏明铭墨沐楠宁诺佩鹏平琪启谦青晴秋然仁荣若森珊尚韶生诗书淑舒思松素涛桃腾天田婷彤薇维伟文雯武希曦夏贤祥晓欣新鑫星雪雅妍彦艳阳瑶毅英颖永勇友宇雨煜元媛悦云泽哲珍真正知志智中舟珠卓子紫宗")

// Departments of the invented company, below its root.
const root = "云岭总部"

var divisions = []struct {
	name  string
	teams []string
	share int // of the people, relative
}{
	{"人力资源部", nil, 3}, {"财务部", nil, 3}, {"信息技术部", []string{"运维组", "安全组"}, 5},
	{"研发中心", []string{"平台研发部", "应用研发部", "测试部", "算法部"}, 28}, {"市场部", []string{"品牌组", "活动组"}, 6},
	{"销售部", []string{"东区", "南区", "西区", "北区"}, 20}, {"客户服务部", []string{"热线组", "现场组"}, 8},
	{"法务合规部", nil, 2}, {"采购部", nil, 3}, {"生产部", []string{"一车间", "二车间", "三车间"}, 26}, {"行政部", nil, 2},
}

var (
	staffPosts = strings.Fields("专员 工程师 高级工程师 顾问 助理 实习生 客户经理 产品经理 技术员")
	grades     = strings.Fields("P3 P4 P5 P6 P7 P8")
)

// maxTeam is how many people a team has before a numbered sub-team is opened.
const maxTeam = 60

// maker carries the state of one generation.
type maker struct {
	random *rand.Rand
	people []roster.Person
	count  map[roster.Path]int // people of a department
	head   map[roster.Path]string
}

// Generate makes n people with heads, deputies and superiors in a tree of
// departments. n below 40 gives a smaller tree, with at least one person.
func Generate(n int, seed uint64) []roster.Person {
	m := &maker{random: rand.New(rand.NewPCG(seed, 0x7061_7468)), count: map[roster.Path]int{}, head: map[roster.Path]string{}}
	m.person(root, "总经理", "")
	var leaves []roster.Path
	for _, d := range divisions {
		if len(m.people) >= n {
			break
		}
		path := roster.Path(root + "/" + d.name)
		m.person(path, "部门负责人", m.head[root])
		places := []roster.Path{path}
		for _, team := range d.teams {
			if len(m.people) >= n {
				break
			}
			below := path + roster.Path("/"+team)
			m.person(below, "部门负责人", m.head[path])
			places = append(places, below)
		}
		for range d.share {
			leaves = append(leaves, places[m.random.IntN(len(places))])
		}
	}
	if len(leaves) == 0 {
		leaves = []roster.Path{root}
	}
	for len(m.people) < n {
		path := m.room(leaves[m.random.IntN(len(leaves))], n-len(m.people))
		post := staffPosts[m.random.IntN(len(staffPosts))]
		if m.random.IntN(40) == 0 {
			post = "副部长"
		}
		m.person(path, post, m.head[path])
	}
	return m.people[:n]
}

// room finds a team with a free place, opening a numbered one when needed.
func (m *maker) room(path roster.Path, left int) roster.Path {
	if m.count[path] < maxTeam {
		return path
	}
	for i := 1; ; i++ {
		team := path + roster.Path(fmt.Sprintf("/第%d小组", i))
		if m.head[team] == "" {
			if left > 1 {
				m.person(team, "部门负责人", m.head[path])
				return team
			}
			return path
		}
		if m.count[team] < maxTeam {
			return team
		}
	}
}

func (m *maker) person(path roster.Path, post, superior string) {
	i := len(m.people) + 1
	year := 2008 + m.random.IntN(17)
	number := fmt.Sprintf("%d%05d", year, i)
	p := roster.Person{
		Number: number, Name: m.name(), Department: path, Post: post, Grade: grades[m.random.IntN(len(grades))],
		Mobile: "1" + strconv.Itoa(3+m.random.IntN(7)) + fmt.Sprintf("%09d", m.random.IntN(1_000_000_000)),
		Email:  "e" + number + "@yunling.example", Superior: superior,
		Joined: fmt.Sprintf("%d-%02d-%02d", year, 1+m.random.IntN(12), 1+m.random.IntN(28)), Status: roster.Active, Managed: true,
	}
	if post == "部门负责人" || post == "总经理" {
		m.head[path] = number
	} else if m.random.IntN(50) == 0 {
		p.Status = roster.Left
	}
	m.count[path]++
	m.people = append(m.people, p)
}

func (m *maker) name() string {
	name := surnames[m.random.IntN(len(surnames))] + string(givenNames[m.random.IntN(len(givenNames))])
	if m.random.IntN(4) > 0 {
		name += string(givenNames[m.random.IntN(len(givenNames))])
	}
	return name
}
