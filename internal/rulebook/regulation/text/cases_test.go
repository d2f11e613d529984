package text

import (
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// numbers lists the numbers that a tree has, with > for each level.
func numbers(nodes []Part, depth string) (out []string) {
	for _, n := range nodes {
		out = append(out, depth+n.Number)
		out = append(out, numbers(n.Children, depth+">")...)
	}
	return out
}

func TestNumbersCountWhereTheyHeadAPartAndNowhereElse(t *testing.T) { // covers: RBK-01
	for _, c := range []struct{ name, source, want string }{
		{"full width and half width", "测试制度\n一、总则\n（一）目的\n１．甲项工作。\n2.乙项工作。\n(二)范围", "一、 >（一） >>１． >>2. >(二)"},
		{"the first article behind its section", "测试制度\n一、总则\n(一)基本原则1.合法原则:依法。\n2.公开原则:公开。", "一、 >(一) >>1. >>2."},
		{"a factor", "测试制度\n一、加班\n1.平日按\n1.5倍计算。\n2.周末按2.0倍计算。", "一、 >1. >2."},
		{"a date", "测试制度\n一、施行\n2024.1.1起施行。\n自2024.1.1起至2025.1.1止。", "一、"},
		{"numbers of buildings", "测试制度\n一、地点\n1.一号楼。\n2.二号楼。\n3、4号楼合用。", "一、 >1. >2."},
		{"a citation", "测试制度\n第一条 甲。\n第二条 依照第一条的规定办理，\n第一条所列的除外。按照本制度第三条处理。\n第三条 丙。", "第一条 第二条 第三条"},
		{"weekdays and ordinals", "测试制度\n一、时间\n每周一、周三值班，第二、三车间轮流。\n二、地点\n见附件1.值班表。", "一、 二、"},
		{"times and percentages", "测试制度\n一、时间\n9:00-18:00，迟到扣5.5%。\n1.上午9:00。\n2.下午1:30。", "一、 >1. >2."},
		{"enumerations in a sentence", "测试制度\n一、总则\n1.分为一、二、三级，1、2、3号库各一名。\n2.乙。", "一、 >1. >2."},
		{"a list inside of an article", "测试制度\n一、流程\n1.步骤：1.登录；2.提交；3.审批。\n2.期限：三日。", "一、 >1. >>1. >>2. >>3. >2."},
		{"all in one line", "测试制度一、总则(一)目的为了测试。(二)范围全体员工。二、细则1.甲。2.乙:(1)子;(2)丑。三、附则", "一、 >(一) >(二) 二、 >1. >2. >>(1) >>(2) 三、"},
		{"circles and letters", "测试办法\n第一条 分为：①甲；②乙。\n第二条 包括：\na) 子\nb) 丑", "第一条 >① >② 第二条 >a) >b)"},
		{"articles that go on across chapters of another style", "测试办法\n一、总则\n第一条 甲。\n第二条 乙。\n二、分则\n第三条 丙。", "一、 >第一条 >第二条 二、 >第三条"},
		{"一、 below articles", "测试办法\n第一条 甲：\n一、子；\n二、丑。\n第二条 乙：\n一、寅；\n二、卯。", "第一条 >一、 >二、 第二条 >一、 >二、"},
		{"a number is missing", "测试办法\n一、甲\n三、丙", "一、 三、"},
		{"brackets are missing", "测试办法\n一、甲\n(一)子\n二)丑\n(三寅\n(四)卯", "一、 >(一) >二) >(三 >(四)"},
		{"a dot is missing", "测试办法\n一、甲\n二 乙\n三、丙", "一、 二 三、"},
		{"spaces and indents", "测试办法\n  一、 甲\n　　（一） 子\n\t1. 丑", "一、 >（一） >>1."},
		{"Markdown without numbers", "# 测试办法\n## 总则\n### 目的\n为了测试。\n## 附则\n施行。", " > "},
		{"forms of contracts above the usual ones", "測試辦法\n壹、總則\n一、甲。\n二、乙。\n參、附則\n一、丙。", "壹、 >一、 >二、 參、 >一、"},
		{"a space before the sign", "测试办法\n一. 总则\n1 、 甲\n2 、 乙", "一. >1 、 >2 、"},
		{"numbered Markdown headings above lists", "# 测试规范\n## 1. 总则\n### 1.1 目的\n甲。\n## 2. 分级\n### 2.1 级别\n1. 公开。\n2. 内部。", "1. >1.1 2. >2.1 >>1. >>2."},
		{"quarters at the beginning of a wrapped line", "测试办法\n一、甲\n二、各部门应当在第\n三、四季度完成自查。\n三、丙", "一、 二、 三、"},
		{"line breaks lost everywhere", "印章制度一、保管1.公章由行政部保管。2.合同章不得外借3.5小时以上。二、使用1.填单2.签字3.登记三、附则本制度即日执行", "一、 >1. >2. 二、 >1. >2. >3. 三、"},
		{"a statute in one line", "考勤办法第一章总则第一条根据某法第三十六条的规定，制定本办法。第二条全体员工。第二章考勤第三条视为旷工：（一）未请假的；（二）违反第二条规定，迟到3、4次的。第三章附则第四条施行。", "第一章 >第一条 >第二条 第二章 >第三条 >>（一） >>（二） 第三章 >第四条"},
		{"a table", "测试办法\n一、甲\n1.\t张三\t三天\n2.\t李四\t两天\n二、乙", "一、 二、"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := Parse(c.source, nil)
			if got := strings.Join(numbers(tree.Items, ""), " "); got != c.want {
				t.Errorf("numbers %q, want %q\n%s", got, c.want, outline(tree))
			}
			checkNothingLost(t, c.source)
		})
	}
}

func TestATitleIsFoundOnceHoweverItStandsThere(t *testing.T) {
	for source, want := range map[string]string{
		"考勤制度\n一、甲":                     "考勤制度",
		"考勤制度\n\n考勤制度\n\n考勤制度一、甲":       "考勤制度",
		"考勤制度考勤制度\n一、甲":                 "考勤制度",
		"考勤管理制度一、总则\n二、乙":               "考勤管理制度",
		"# 考勤办法（试行）\n\n考勤办法(试行)前言为了公平。": "考勤办法（试行）",
		"某某公司\n考勤制度\n一、甲":               "某某公司 考勤制度",
		"一、甲\n二、乙":                      "",
		"考勤制度\n考勤制度适用于全体员工。\n一、甲":       "考勤制度",
	} {
		tree := Parse(source, nil)
		if tree.Title != want {
			t.Errorf("%q has the title %q, want %q", source, tree.Title, want)
		}
		missing := len(tree.Doubts) > 0 && tree.Doubts[0].Code == TitleMissing
		if missing != (want == "") {
			t.Errorf("%q: doubts %+v", source, tree.Doubts)
		}
	}
	if tree := Parse("考勤制度\n考勤制度适用于全体员工。\n一、甲", nil); !strings.HasPrefix(tree.Preamble, "考勤制度适用于") {
		t.Errorf("the sentence lost its subject: %q", tree.Preamble)
	}
}

func TestEveryEncodingGivesTheSameTree(t *testing.T) {
	source := "测试制度\r\n一、总则\r\n(一)目的\r\n1.甲项。\r\n2.乙项。\r\n"
	want := outline(Parse(source, nil))
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(source)
	if err != nil {
		t.Fatal(err)
	}
	var little, big []byte
	for _, u := range utf16.Encode([]rune(source)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	for name, raw := range map[string]string{
		"UTF-8": source, "UTF-8 with mark": "\uFEFF" + source, "GB18030": gb,
		"UTF-16 LE with mark": "\xFF\xFE" + string(little), "UTF-16 BE with mark": "\xFE\xFF" + string(big),
		"UTF-16 LE": string(little), "UTF-16 BE": string(big),
		"line feeds": strings.ReplaceAll(source, "\r", ""), "carriage returns": strings.ReplaceAll(source, "\n", ""),
	} {
		text, err := Decode([]byte(raw))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := outline(Parse(text, nil)); got != want {
			t.Errorf("%s gives\n%s\nwant\n%s", name, got, want)
		}
	}
	for name, raw := range map[string]string{"nothing": " \r\n", "a picture": "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\x5c\x72\xa8\x66", "too much": strings.Repeat("一", MaxSource+1)} {
		if _, err := Decode([]byte(raw)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestWhatIsSettledIsReadThatWay(t *testing.T) { // covers: RBK-01
	source := "测试制度\n一、考核1.得1620分的,优秀。\n三、附则使用不恰當?shù)恼Z言的[X]日内整改。\n3、4号楼除外,前言本来就"
	find := func(code Code) Doubt {
		t.Helper()
		for _, d := range Parse(source, nil).Doubts {
			if d.Code == code {
				return d
			}
		}
		t.Fatalf("no doubt %s in\n%s", code, outline(Parse(source, nil)))
		return Doubt{}
	}
	settle := func(code Code, d Decision, words string) string {
		t.Helper()
		tree := Parse(source, Settled{find(code).ID: {Decision: d, Text: words}})
		for _, o := range tree.Doubts {
			if o.Code == code && o.ID == find(code).ID && o.Decision != d {
				t.Errorf("%s is %q", o.ID, o.Decision)
			}
		}
		return outline(tree)
	}
	for _, c := range []struct {
		code     Code
		decision Decision
		words    string
		want     string
		not      string
	}{
		{RangeLost, Accept, "", "得16-20分的", "1620"},
		{RangeLost, Keep, "", "得1620分的", "> 得16-20"},
		{RangeLost, Change, "16至20分", "得16至20分的", "> 得16-20"},
		{CharactersDamaged, Accept, "", "不恰當的語言", "<> 使用不恰當?"},
		{Placeholder, Change, "5", "的5日内", "> 的[X]"},
		{NumberMissing, Accept, "", `"二、" <附则>`, `"三、" <`},
		{HeadingGlued, Keep, "", "1.得1620分的,优秀。 (2)", `"1."`},
	} {
		got := settle(c.code, c.decision, c.words)
		nodes, _, _ := strings.Cut(got, "\n? ")
		if !strings.Contains(nodes, c.want) || strings.Contains(nodes, c.not) {
			t.Errorf("%s %s gives\n%s\nwant %q, not %q", c.code, c.decision, got, c.want, c.not)
		}
	}
}
