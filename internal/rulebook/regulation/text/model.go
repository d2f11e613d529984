package text

// Kind is what a node of a regulation is.
type Kind string

// The kinds, outermost first.
const (
	Chapter Kind = "chapter"
	Section Kind = "section"
	Article Kind = "article"
	Clause  Kind = "clause"
)

// Kinds lists them in their order.
var Kinds = []Kind{Chapter, Section, Article, Clause}

// Part is a chapter, section, article or clause. Its own words are Title and Text; Children follow them.
type Part struct {
	Kind     Kind   `json:"kind"`
	Number   string `json:"number"` // as written, with its punctuation: 一、 (一) 1. 第三条; empty where there is none
	Title    string `json:"title"`
	Text     string `json:"text"` // paragraphs with \n between them
	Line     int    `json:"line"` // in the source, from 1
	Children []Part `json:"children"`
}

// Code says what is doubtful.
type Code string

// The codes, with what their proposal means.
const (
	// The proposal replaces what was found.
	CharactersDamaged Code = "characters_damaged" // U+FFFD, characters of another encoding
	BracketUnbalanced Code = "bracket_unbalanced" // its other half is missing
	RangeLost         Code = "range_lost"         // 1620分 for 16-20分
	DateGlued         Code = "date_glued"         // 2023/10/182023/10/25
	WordsMissing      Code = "words_missing"      // 拖拽或, has nothing after 或
	Placeholder       Code = "placeholder"        // [X], nobody has filled it in; no proposal
	CutOff            Code = "cut_off"            // the source ends within a sentence; no proposal

	// The proposal is the number that was to be expected here.
	NumberMissing    Code = "number_missing"
	NumberRepeated   Code = "number_repeated"
	NumberOutOfOrder Code = "number_out_of_order"
	NumberDamaged    Code = "number_damaged" // a bracket or the sign behind the number is missing

	// The proposal is "heading": the number begins a part of its own.
	HeadingGlued Code = "heading_glued" // no line break before it
	ListRestart  Code = "list_restart"  // the numbers begin again in the same place
	NumberInText Code = "number_in_text"

	// The proposal is the title of a clause without a number that could begin here.
	UnnumberedClause Code = "unnumbered_clause"

	// The proposal is the title: the words that head the text behind them.
	TitleGlued   Code = "title_glued"
	TitleMissing Code = "title_missing" // of the whole regulation
)

// Codes lists them.
var Codes = []Code{CharactersDamaged, BracketUnbalanced, RangeLost, DateGlued, WordsMissing, Placeholder, CutOff, NumberMissing, NumberRepeated,
	NumberOutOfOrder, NumberDamaged, HeadingGlued, ListRestart, NumberInText, UnnumberedClause, TitleGlued, TitleMissing}

// Doubt is a place that a person should look at.
type Doubt struct {
	ID       string   `json:"id"` // stable for the same source
	Line     int      `json:"line"`
	Column   int      `json:"column"` // in characters, from 1
	Code     Code     `json:"code"`
	Text     string   `json:"text"`     // what was found
	Proposal string   `json:"proposal"` // what could stand in its place; empty where nothing can be proposed
	Applied  bool     `json:"applied"`  // the tree is as proposed or as settled; false: as in the source
	Decision Decision `json:"decision"` // empty while nobody has settled it
}

// Decision is how a person settles a doubt.
type Decision string

// The decisions.
const (
	Accept Decision = "accept" // as proposed
	Keep   Decision = "keep"   // as it stands in the source
	Change Decision = "change" // as the person writes
)

// Settlement settles one doubt.
type Settlement struct {
	Decision Decision `json:"decision"`
	Text     string   `json:"text,omitempty"` // for Change
}

// Settled maps ids of doubts to what was decided.
type Settled map[string]Settlement

// Tree is a regulation that was read.
type Tree struct {
	Title    string  `json:"title"`
	Preamble string  `json:"preamble"` // what stands before the first number
	Items    []Part  `json:"items"`
	Doubts   []Doubt `json:"doubts"`
}

// Count gives how many nodes of a kind the tree has.
func (t *Tree) Count(k Kind) int { return count(t.Items, k) }

func count(nodes []Part, k Kind) (n int) {
	for i := range nodes {
		if nodes[i].Kind == k {
			n++
		}
		n += count(nodes[i].Children, k)
	}
	return n
}

// Open gives how many doubts nobody has settled.
func (t *Tree) Open() (n int) {
	for _, d := range t.Doubts {
		if d.Decision == "" {
			n++
		}
	}
	return n
}

// Changeable tells whether a doubt can be settled with words of one's own, and Proposes whether it can
// be settled by accepting.
func (d Doubt) Changeable() bool {
	switch d.Code {
	case HeadingGlued, ListRestart, NumberInText, UnnumberedClause:
		return false
	}
	return true
}

// Proposes tells whether there is a proposal to accept. A proposal may be empty: to take away what was
// found.
func (d Doubt) Proposes() bool {
	switch d.Code {
	case Placeholder, CutOff, WordsMissing, TitleMissing:
		return d.Proposal != ""
	}
	return true
}
