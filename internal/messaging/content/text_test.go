package content

import (
	"strings"
	"testing"

	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

var wang = id.ID{15: 1}

func directory(account id.ID) string {
	if account == wang {
		return "王青"
	}
	return ""
}

func write(nodes ...Node) Written { return Written{Type: KindText, Nodes: nodes} }

func piece(s string, marks ...string) Node { return Node{Type: NodeText, Text: s, Marks: marks} }

func list(items ...[]Node) Node {
	ordered := false
	return Node{Type: NodeList, Ordered: &ordered, Items: items}
}

// covers: MSG-02
func TestATextIsBroughtToOneFormWhateverItsPieces(t *testing.T) {
	want := `{"type":"text","nodes":[{"type":"text","text":"a\n<b>👨‍👩‍👧 "},{"type":"mention","account_id":"` + wang.String() + `","name":"王青"}]}`
	for _, pieces := range [][]Node{
		{piece("a\r\n<b>👨‍👩‍👧 ")}, {piece("a\r"), piece(""), piece("<b>"), piece("👨‍👩‍👧 ")}, {piece(""), piece("a\n<b>👨‍👩‍👧"), piece(" ")},
	} {
		got, err := write(append(pieces, Node{Type: NodeMention, AccountID: &wang, Name: "冒名"})...).Seal(directory)
		if err != nil || string(got.Body) != want {
			t.Errorf("%s, %v", got.Body, err)
		}
		if len(got.Mentions) != 1 || got.MentionAll {
			t.Errorf("%+v", got)
		}
	}
}

// covers: MSG-02
func TestFormattingIsBroughtToOneForm(t *testing.T) {
	yes := true
	for name, c := range map[string]struct {
		nodes []Node
		want  string
	}{
		"neighbours that look the same are one": {
			[]Node{piece("a", "italic", "bold"), piece("b", "bold", "italic", "bold"), piece("c", "bold"), piece("d")},
			`{"type":"text","text":"ab","marks":["bold","italic"]},{"type":"text","text":"c","marks":["bold"]},{"type":"text","text":"d"}`},
		"marks that mark nothing": {[]Node{{Type: NodeText, Text: "a", Marks: []string{}}}, `{"type":"text","text":"a"}`},
		"links stay apart": {
			[]Node{{Type: NodeLink, URL: "HTTP://a.example", Text: "x"}, {Type: NodeLink, URL: "http://a.example"}},
			`{"type":"link","text":"x","url":"http://a.example"},{"type":"link","text":"http://a.example","url":"http://a.example"}`},
		"blocks": {
			[]Node{{Type: NodeCode, Text: "if a {\r\n\tb\r\n}", Language: "go"}, {Type: NodeQuote, Nodes: []Node{piece("a"), piece("b")}},
				{Type: NodeList, Ordered: &yes, Items: [][]Node{{piece("一")}, {}, {piece("")}, {piece("二", "bold")}}}},
			`{"type":"code_block","text":"if a {\n\tb\n}","language":"go"},{"type":"quote","nodes":[{"type":"text","text":"ab"}]},` +
				`{"type":"list","ordered":true,"items":[[{"type":"text","text":"一"}],[{"type":"text","text":"二","marks":["bold"]}]]}`},
		"blocks with nothing in them": {
			[]Node{{Type: NodeCode}, piece("a"), {Type: NodeQuote}, list(), list(nil, []Node{}), piece("b")}, `{"type":"text","text":"ab"}`},
	} {
		got, err := write(c.nodes...).Seal(directory)
		if want := `{"type":"text","nodes":[` + c.want + `]}`; err != nil || string(got.Body) != want {
			t.Errorf("%s: %s, %v", name, got.Body, err)
		}
	}
}

func TestWhatAMessageMustNotHoldIsRefusedWithItsCode(t *testing.T) {
	other, yes := id.ID{15: 2}, true
	row := func(n int) []Node {
		nodes := make([]Node, n)
		for i := range nodes {
			nodes[i] = piece("x", marks[i%2])
		}
		return nodes
	}
	items := make([][]Node, MaxItems+1)
	for name, c := range map[string]struct {
		content Written
		want    *apperr.Def
	}{
		"nothing":                  {write(), ErrEmpty},
		"blanks":                   {write(piece(" \n\t\u3000\u200b\u2060")), ErrEmpty},
		"blanks in blocks":         {write(list([]Node{piece(" ")}), Node{Type: NodeQuote, Nodes: []Node{piece("\u200b")}}, Node{Type: NodeCode, Text: "\n"}), ErrEmpty},
		"too long":                 {write(piece(strings.Repeat("长", MaxText+1))), ErrTooLong},
		"too long in pieces":       {write(piece(strings.Repeat("长", MaxText)), Node{Type: NodeCode, Text: "x"}), ErrTooLong},
		"too many nodes":           {write(row(MaxNodes + 1)...), ErrTooManyNodes},
		"too many within":          {write(Node{Type: NodeQuote, Nodes: row(MaxNodes)}), ErrTooManyNodes},
		"too many in items":        {write(list(row(100), row(100))), ErrTooManyNodes},
		"too many items":           {write(list(items...)), ErrTooManyNodes},
		"NUL":                      {write(piece("a\x00")), ErrControlCharacter},
		"escape":                   {write(piece("a\x1b[31m")), ErrControlCharacter},
		"C1 control":               {write(piece("a\u0085")), ErrControlCharacter},
		"override":                 {write(piece("fdp.\u202Eexe")), ErrControlCharacter},
		"isolate":                  {write(piece("\u2066a")), ErrControlCharacter},
		"broken UTF-8":             {write(piece("a\xff")), ErrControlCharacter},
		"override in code":         {write(Node{Type: NodeCode, Text: "/*\u202e*/"}), ErrControlCharacter},
		"override in a link":       {write(Node{Type: NodeLink, URL: "https://a.example", Text: "\u202ea"}), ErrControlCharacter},
		"stranger":                 {write(Node{Type: NodeMention, AccountID: &other}), ErrMentionNotMember},
		"stranger in a quote":      {write(Node{Type: NodeQuote, Nodes: []Node{{Type: NodeMention, AccountID: &other}}}), ErrMentionNotMember},
		"mention of nobody":        {write(Node{Type: NodeMention}), apperr.Invalid},
		"text in a mention":        {write(Node{Type: NodeMention, AccountID: &wang, Text: "x"}), apperr.Invalid},
		"marks on a mention":       {write(Node{Type: NodeMention, AccountID: &wang, Marks: []string{"bold"}}), apperr.Invalid},
		"person in a text":         {write(Node{Type: NodeText, AccountID: &wang, Text: "x"}), apperr.Invalid},
		"address in a text":        {write(Node{Type: NodeText, URL: "https://a.example", Text: "x"}), apperr.Invalid},
		"unknown kind":             {write(Node{Type: "html", Text: "x"}), apperr.Invalid},
		"no kind":                  {write(Node{Text: "x"}), apperr.Invalid},
		"mention of all with more": {write(Node{Type: NodeMentionAll, Name: "x"}), apperr.Invalid},
		"unknown mark":             {write(piece("x", "blink")), apperr.Invalid},
		"many marks":               {write(piece("x", "bold", "bold", "bold", "bold", "bold")), apperr.Invalid},
		"link to nowhere":          {write(Node{Type: NodeLink, Text: "x"}), apperr.Invalid},
		"list of no kind":          {write(Node{Type: NodeList, Items: [][]Node{{piece("x")}}}), apperr.Invalid},
		"list with nodes":          {write(Node{Type: NodeList, Ordered: &yes, Nodes: []Node{piece("x")}}), apperr.Invalid},
		"block in a quote":         {write(Node{Type: NodeQuote, Nodes: []Node{{Type: NodeQuote, Nodes: []Node{piece("x")}}}}), apperr.Invalid},
		"code in a list":           {write(list([]Node{{Type: NodeCode, Text: "x"}})), apperr.Invalid},
		"language with markup":     {write(Node{Type: NodeCode, Text: "x", Language: `"><img`}), apperr.Invalid},
		"long language":            {write(Node{Type: NodeCode, Text: "x", Language: strings.Repeat("a", MaxLanguage+1)}), apperr.Invalid},
		"another kind of content":  {Written{Type: KindSystem, Nodes: []Node{piece("x")}}, apperr.Invalid},
		"text with a wave":         {Written{Type: KindText, Nodes: []Node{piece("x")}, Wave: []int{1}}, apperr.Invalid},
		"voice of nothing":         {Written{Type: KindVoice}, apperr.Invalid},
		"voice with words":         {Written{Type: KindVoice, FileID: &other, Nodes: []Node{piece("x")}}, apperr.Invalid},
		"voice too loud":           {Written{Type: KindVoice, FileID: &other, Wave: []int{32}}, apperr.Invalid},
		"voice too fine":           {Written{Type: KindVoice, FileID: &other, Wave: make([]int, MaxWave+1)}, apperr.Invalid},
		"too many files":           {Written{Type: KindText, FileIDs: make([]id.ID, MaxFiles+1)}, ErrTooManyFiles},
		"a file twice":             {Written{Type: KindText, FileIDs: []id.ID{other, other}}, apperr.Invalid},
	} {
		if _, err := c.content.Seal(directory); !apperr.Has(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Code)
		}
	}
	if _, err := write(piece(strings.Repeat("长", MaxText))).Seal(directory); err != nil {
		t.Errorf("the longest text: %v", err)
	}
	if got, err := write(list(row(100), row(99))).Seal(directory); err != nil || len(got.Body) == 0 {
		t.Errorf("as many nodes as there may be: %v", err)
	}
}

func TestFilesAreWrittenByTheServerAndAVoiceMustBeOne(t *testing.T) {
	picture, voice := files.FileRef{ID: id.ID{15: 7}, Name: "图.png", Media: files.Image}, files.FileRef{ID: id.ID{15: 8}, Media: files.Voice}
	length := int64(2_300)
	voice.DurationMS = &length
	sent := Written{Type: KindText, Nodes: []Node{piece(" \n")}, FileIDs: []id.ID{picture.ID}}
	sealed, err := sent.Seal(directory)
	if err != nil {
		t.Fatal(err)
	}
	full, err := sealed.With([]files.FileRef{picture})
	if err != nil || !strings.HasPrefix(string(full.Body), `{"type":"text","nodes":[],"files":[{"id":"`+picture.ID.String()) {
		t.Errorf("%s, %v", full.Body, err)
	}
	if !sealed.SameAs(KindText, full.Body) {
		t.Error("a retry is not known again")
	}
	for _, other := range []Written{write(piece("x")), {Type: KindText, FileIDs: []id.ID{voice.ID}}, {Type: KindVoice, FileID: &picture.ID}} {
		if again, err := other.Seal(directory); err != nil || again.SameAs(KindText, full.Body) {
			t.Errorf("%+v is taken for something else, %v", other, err)
		}
	}
	heard, err := Written{Type: KindVoice, FileID: &voice.ID, Wave: []int{0, 31}}.Seal(directory)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := heard.With([]files.FileRef{picture}); !apperr.Has(err, ErrNotAVoice) {
		t.Errorf("a picture is heard: %v", err)
	}
	full, err = heard.With([]files.FileRef{voice})
	if err != nil || !strings.Contains(string(full.Body), `"duration_ms":2300,"wave":[0,31]}`) || !heard.SameAs(KindVoice, full.Body) {
		t.Errorf("%s, %v", full.Body, err)
	}
}
