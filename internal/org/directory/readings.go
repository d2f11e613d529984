package directory

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// surnameReadings are the readings of characters as surnames where the usual
// reading differs or where families differ among themselves.
var surnameReadings = table(`单 shan 曾 zeng 解 xie 仇 qiu 查 zha 盖 ge,gai 任 ren 覃 qin,tan 区 ou 朴 piao 尹 yin 乐 yue,le 万 wan 长 chang
	翟 zhai,di 郗 xi,chi 洗 xian 冼 xian 黑 he 折 she 种 chong 重 chong 缪 miao 宓 mi,fu 员 yun 贠 yun 召 shao 秘 bi 祭 zhai 那 na 訾 zi 繁 po 牟 mu,mou
	薄 bo 车 che 卜 bu 句 gou 晟 cheng 幺 yao 过 guo 哈 ha 纪 ji 季 ji 隽 juan,jun 阚 kan 适 kuo 逯 lu 麻 ma 能 nai 倪 ni 粘 nian 乜 nie 逄 pang 戚 qi 
	亓 qi 瞿 qu 撒 sa 沈 shen 石 shi 莘 shen,xin 殳 shu 眭 sui 佟 tong 隗 wei,kui 尉 wei 冯 feng 燕 yan 应 ying 於 yu 恽 yun 臧 zang 占 zhan 甄 zhen 
	郑 zheng 祝 zhu 颛 zhuan 褚 chu 曲 qu 柏 bai,bo 朱 zhu 都 du 盛 sheng 谌 chen,shen 华 hua 葛 ge 宁 ning 俞 yu 行 xing 阿 a 佴 nai 强 qiang 炅 gui 乘 cheng`)

// compoundReadings are surnames of two characters with each one's reading.
var compoundReadings = table(`尉迟 yu,chi 长孙 zhang,sun 万俟 mo,qi 单于 chan,yu 澹台 tan,tai 宇文 yu,wen 欧阳 ou,yang 上官 shang,guan 司马 si,ma 司徒 si,tu
	诸葛 zhu,ge 夏侯 xia,hou 皇甫 huang,fu 慕容 mu,rong 公孙 gong,sun 令狐 ling,hu 轩辕 xuan,yuan 东方 dong,fang 南宫 nan,gong 端木 duan,mu 呼延 hu,yan
	闻人 wen,ren 赫连 he,lian 申屠 shen,tu 太史 tai,shi 钟离 zhong,li 濮阳 pu,yang 淳于 chun,yu 独孤 du,gu 拓跋 tuo,ba 西门 xi,men 百里 bai,li 东郭 dong,guo
	司空 si,kong 仲孙 zhong,sun 鲜于 xian,yu 闾丘 lv,qiu 亓官 qi,guan 司寇 si,kou 子车 zi,ju 颛孙 zhuan,sun 乐正 yue,zheng 漆雕 qi,diao 公羊 gong,yang 
	公冶 gong,ye 宗政 zong,zheng 第五 di,wu 纳兰 na,lan 完颜 wan,yan 叶赫 ye,he 爱新 ai,xin 阿史 a,shi`)

func table(text string) map[string][]string {
	m := make(map[string][]string)
	words := strings.Fields(text)
	for i := 0; i+1 < len(words); i += 2 {
		m[words[i]] = strings.Split(words[i+1], ",")
	}
	return m
}

// known caches the readings of single characters: names repeat them, and all
// entries share the same slices.
var known sync.Map // rune → []string

// readings lists the pinyin of a character, the usual one first.
func readings(r rune) []string {
	if list, ok := known.Load(r); ok {
		return list.([]string)
	}
	args := pinyin.NewArgs()
	args.Heteronym = true
	list, _ := known.LoadOrStore(r, spellings(pinyin.SinglePinyin(r, args)))
	return list.([]string)
}

// spellings adds the other ways to type ü, which pinyin writes as v here.
func spellings(list []string) []string {
	all := make([]string, 0, len(list))
	add := func(s string) {
		if s != "" && !slices.Contains(all, s) && len(all) < 8 {
			all = append(all, s)
		}
	}
	for _, s := range list {
		add(s)
	}
	for _, s := range list {
		if strings.Contains(s, "v") {
			add(strings.Replace(s, "v", "yu", 1))
			add(strings.Replace(s, "v", "u", 1))
		}
	}
	return all
}

// prefer puts the surname's readings first and keeps the others findable.
func prefer(first, rest []string) []string { return spellings(append(slices.Clone(first), rest...)) }

// tokenise splits a name and finds the readings of each part.
func tokenise(name string) []token {
	var tokens []token
	runes := []rune(name)
	for i := 0; i < len(runes) && len(tokens) < maxTokens; i++ {
		r := fold(runes[i])
		switch {
		case unicode.Is(unicode.Han, r):
			tokens = append(tokens, token{start: int32(i), end: int32(i + 1), han: r, readings: readings(r)})
		case wordRune(r):
			start := i
			var word strings.Builder
			for ; i < len(runes) && wordRune(fold(runes[i])); i++ {
				word.WriteRune(fold(runes[i]))
			}
			tokens = append(tokens, token{start: int32(start), end: int32(i), readings: []string{word.String()}})
			i--
		}
	}
	surname(tokens)
	return tokens
}

func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
}

func surname(tokens []token) {
	if len(tokens) >= 2 && tokens[0].han != 0 && tokens[1].han != 0 {
		if pair, ok := compoundReadings[string([]rune{tokens[0].han, tokens[1].han})]; ok {
			for i := range 2 {
				tokens[i].readings = prefer(pair[i:i+1], tokens[i].readings)
			}
			return
		}
	}
	if len(tokens) > 0 && tokens[0].han != 0 {
		if own, ok := surnameReadings[string(tokens[0].han)]; ok {
			tokens[0].readings = prefer(own, tokens[0].readings)
		}
	}
}
