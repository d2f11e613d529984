package directory

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes different spellings of one character equal: case, width, tone
// marks, traditional forms. It maps one rune to one rune, so that positions in
// folded text are positions in the text.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r == 0x3000 || unicode.IsSpace(r):
		return ' '
	case r >= 0xFF01 && r <= 0xFF5E:
		return fold(r - 0xFEE0)
	case unicode.Is(unicode.Han, r):
		if simple, ok := simplified[r]; ok {
			return simple
		}
		return r
	case strings.ContainsRune("üǖǘǚǜÜǕǗǙǛ", r):
		return 'v'
	case unicode.Is(unicode.Latin, r):
		for _, base := range norm.NFD.String(string(unicode.ToLower(r))) {
			return base
		}
	}
	return unicode.ToLower(r)
}

func foldText(s string) string { return strings.Map(fold, s) }

// query is what was typed, ready to compare.
type query struct {
	text    string // folded and trimmed: for numbers, posts and departments
	pattern []rune // characters, letters, digits; single spaces end a token
}

func parseQuery(s string) (query, bool) {
	if len(s) > 16*MaxQueryRunes {
		return query{}, false
	}
	q := query{text: strings.Join(strings.FieldsFunc(foldText(norm.NFC.String(s)), func(r rune) bool { return r == ' ' || unicode.IsControl(r) }), " ")}
	for _, r := range q.text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			q.pattern = append(q.pattern, r)
		case r == '\'' || unicode.Is(unicode.Mn, r): // xi'an
		case len(q.pattern) > 0 && q.pattern[len(q.pattern)-1] != ' ':
			q.pattern = append(q.pattern, ' ')
		}
	}
	if n := len(q.pattern); n > 0 && q.pattern[n-1] == ' ' {
		q.pattern = q.pattern[:n-1]
	}
	return q, q.text != "" && len([]rune(q.text)) <= MaxQueryRunes
}

// traditional pairs the forms that occur in names and departments, each
// traditional character followed by its simplified one. It is no converter: a
// character that is not here is only found as it is written.
const traditional = `張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马羅罗鄭郑謝谢許许韓韩馮冯鄧邓曾曾蕭萧葉叶蘇苏呂吕蔣蒋賈贾範范鍾钟譚谭陸陆廖廖
	鄒邹閆闫閻阎龍龙萬万錢钱嚴严賴赖龔龚顧顾賀贺湯汤單单葛葛歐欧盧卢韋韦鄔邬莊庄鮑鲍畢毕聶聂關关齊齐麥麦樓楼榮荣紀纪塗涂區区費费喬乔
	衛卫鳳凤藍蓝談谈連连遲迟長长諸诸東东門门聞闻項项祿禄時时婁娄應应寧宁強强偉伟華华國国軍军剛刚輝辉勳勋勛勋義义誠诚鵬鹏飛飞傑杰
	豔艳艷艳麗丽蘭兰鳴鸣靜静潔洁瓊琼珮佩瑩莹穎颖慶庆愛爱賢贤貴贵賓宾壽寿興兴學学實实寶宝富富會会樂乐歡欢權权財财銘铭鋒锋鋼钢鐵铁錦锦鑫鑫
	銀银鈺钰鎮镇鑑鉴嶽岳島岛嶺岭巖岩岡冈澤泽濤涛濱滨漢汉潤润淵渊溫温滿满災灾燦灿煒炜燁烨煥焕熱热爾尔獻献瑋玮璽玺璿璇瓏珑瑤瑶環环
	紅红純纯綺绮緯纬經经綠绿維维綱纲緒绪縉缙績绩繼继織织綿绵纓缨羨羡習习聖圣聰聪職职聲声脩修腳脚薩萨蓮莲薔蔷蘊蕴處处號号裡里
	見见視视親亲覺觉訓训記记設设詩诗話话詳详語语誼谊調调論论謙谦證证譽誉讓让豐丰貞贞負负責责貿贸資资質质購购車车軒轩載载輕轻輪轮輯辑
	達达運运遠远選选遼辽邊边鄉乡醫医釋释鈞钧錄录錢钱鍵键鏡镜陽阳陰阴隊队隆隆際际隨随險险雙双雜杂雲云電电霞霞頂顶順顺預预領领頤颐題题願愿類类
	風风養养馨馨馳驰駿骏駱骆驊骅魯鲁鮮鲜鴻鸿鶴鹤鷹鹰麟麟點点黨党齡龄業业產产務务財财計计劃划開开發发術术技技員员組组總总經经濟济銷销售售廠厂
	辦办綜综務务營营運运網网絡络數数據据測测試试課课處处場场倉仓儲储採采購购審审監监督督戶户繫系統统個个們们條条與与專专並并為为聯联`

var simplified = func() map[rune]rune {
	m := make(map[rune]rune)
	runes := []rune(strings.Join(strings.Fields(traditional), ""))
	for i := 0; i+1 < len(runes); i += 2 {
		if runes[i] != runes[i+1] {
			m[runes[i]] = runes[i+1]
		}
	}
	return m
}()
