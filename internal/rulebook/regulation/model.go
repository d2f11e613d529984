package regulation

import (
	"strings"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/redline"
	"tonggui/internal/rulebook/regulation/text"
)

// State is where a version stands at an instant.
type State string

// The states, in their order.
const (
	Draft      State = "draft"
	Scheduled  State = "scheduled" // published, its instant lies ahead
	InForce    State = "in_force"
	Superseded State = "superseded"
)

// Regulation is a document with its versions.
type Regulation struct {
	ID        id.ID         `json:"id"`
	Title     string        `json:"title" doc:"of its newest version that the reader may see"`
	BuiltIn   *string       `json:"built_in" doc:"key of a regulation that the product brings; null for the company's own"`
	InForce   *int64        `json:"in_force" doc:"number of the version in force; null where none is"`
	Versions  []VersionHead `json:"versions" nullable:"false" doc:"newest first; drafts only for those who may write them"`
	Abilities []string      `json:"abilities" nullable:"false"`
}

// VersionHead is a version without its words.
type VersionHead struct {
	Number      int64          `json:"number"`
	State       State          `json:"state" enum:"draft,scheduled,in_force,superseded"`
	Title       string         `json:"title"`
	EffectiveAt *clock.Instant `json:"effective_at" doc:"null for a draft"`
	EndedAt     *clock.Instant `json:"ended_at" doc:"when the next one came, or comes, into force"`
	PublishedAt *clock.Instant `json:"published_at"`
	PublishedBy *id.ID         `json:"published_by"`
	Reason      string         `json:"reason"`
	Revision    int64          `json:"revision" doc:"of a draft: what a change is based on"`
	Chapters    int            `json:"chapters"`
	Sections    int            `json:"sections"`
	Articles    int            `json:"articles"`
	Clauses     int            `json:"clauses"`
	ImportID    *id.ID         `json:"import_id"`
	OpenDoubts  int            `json:"open_doubts" doc:"of the import, left for people to look at before it can be published"`
}

// RegulationVersion is a version to read.
type RegulationVersion struct {
	RegulationID id.ID `json:"regulation_id"`
	VersionHead
	Preamble  string           `json:"preamble" doc:"what stands before the first number"`
	Items     []RegulationNode `json:"items" nullable:"false"`
	Abilities []string         `json:"abilities" nullable:"false"`
}

// RegulationNode is a chapter, section, article or clause with what lies below it.
type RegulationNode struct {
	ID       id.ID            `json:"id" doc:"the same through all versions in which it is recognisably the same"`
	Kind     text.Kind        `json:"kind" enum:"chapter,section,article,clause"`
	Number   string           `json:"number" doc:"as written, with its punctuation; may be empty"`
	Cite     string           `json:"cite" doc:"how it is cited: the numbers down to it"`
	Title    string           `json:"title" doc:"as written, with its colon"`
	Text     string           `json:"text"`
	Rules    []string         `json:"rules" nullable:"false" doc:"ids of the rules that carry it today"`
	Children []RegulationNode `json:"children" nullable:"false"`
}

// RegulationClause is one clause with where it stands and what became of it.
type RegulationClause struct {
	RegulationID id.ID `json:"regulation_id"`
	VersionHead
	Node    RegulationNode `json:"node"`
	Path    []PathStep     `json:"path" nullable:"false" doc:"what it lies in, outermost first"`
	History []ClauseWords  `json:"history" nullable:"false" doc:"its words in the versions in which they changed, oldest first"`
	Links   []RuleLink     `json:"links" nullable:"false" doc:"the rules that carry it or did, newest first"`
}

// PathStep names a part that contains a clause.
type PathStep struct {
	ID     id.ID     `json:"id"`
	Kind   text.Kind `json:"kind" enum:"chapter,section,article,clause"`
	Number string    `json:"number"`
	Title  string    `json:"title"`
}

// ClauseWords are a clause's words as of a version.
type ClauseWords struct {
	Version int64  `json:"version"`
	Number  string `json:"number"`
	Title   string `json:"title"`
	Text    string `json:"text"`
}

// RuleLink tells from when to when a rule carried a clause.
type RuleLink struct {
	RuleID  string         `json:"rule_id"`
	FromAt  clock.Instant  `json:"from_at"`
	FromBy  *id.ID         `json:"from_by"`
	UntilAt *clock.Instant `json:"until_at" doc:"null while it does"`
	UntilBy *id.ID         `json:"until_by"`
}

// Report is what reading a text gave: the same on the command line and in the API.
type Report struct {
	Title    string       `json:"title"`
	Preamble string       `json:"preamble"`
	Chapters int          `json:"chapters"`
	Sections int          `json:"sections"`
	Articles int          `json:"articles"`
	Clauses  int          `json:"clauses"`
	Doubtful int          `json:"doubtful" doc:"how many doubts nobody has settled"`
	Items    []text.Part  `json:"items" nullable:"false"`
	Doubts   []text.Doubt `json:"doubts" nullable:"false"`
}

func reportOf(t *text.Tree) Report {
	return Report{Title: t.Title, Preamble: t.Preamble, Chapters: t.Count(text.Chapter), Sections: t.Count(text.Section),
		Articles: t.Count(text.Article), Clauses: t.Count(text.Clause), Doubtful: t.Open(), Items: t.Items, Doubts: t.Doubts}
}

// RegulationImport is a text on its way to become a draft.
type RegulationImport struct {
	ID        id.ID         `json:"id"`
	FileName  string        `json:"file_name"`
	State     string        `json:"state" enum:"open,applied"`
	CreatedAt clock.Instant `json:"created_at"`
	Report
	SameTitle    *id.ID   `json:"same_title" doc:"a regulation with this title; the text could be its next version"`
	RegulationID *id.ID   `json:"regulation_id" doc:"what it became part of"`
	Version      *int64   `json:"version"`
	LeftOpen     []string `json:"left_open" nullable:"false" doc:"of an applied import: the doubts that still hold the draft's publication up"`
}

// cite joins the numbers down to a clause as people write them: 二(一)3, or 第三条(一) where articles
// are numbered through.
func cite(numbers []string) string {
	var b strings.Builder
	for _, n := range numbers {
		n = strings.Trim(n, "、.．:：,， \t　")
		if strings.HasPrefix(n, "第") && strings.HasSuffix(n, "条") || strings.HasSuffix(n, "條") || strings.HasPrefix(n, "Article ") {
			b.Reset() // it is unique by itself
		}
		if s := b.String(); s != "" && n != "" && plainDigit(s[len(s)-1]) && plainDigit(n[0]) {
			b.WriteByte('.')
		}
		b.WriteString(n)
	}
	return b.String()
}

func plainDigit(c byte) bool { return c >= '0' && c <= '9' }

// RegulationRedline is what differs between two versions.
type RegulationRedline struct {
	From     VersionHead      `json:"from"`
	To       VersionHead      `json:"to"`
	Title    []redline.Span   `json:"title" nullable:"false"`
	Preamble []redline.Span   `json:"preamble" nullable:"false"`
	Same     int              `json:"same"`
	Changed  int              `json:"changed"`
	Added    int              `json:"added"`
	Removed  int              `json:"removed"`
	Moved    int              `json:"moved"`
	Items    []RedlinedClause `json:"items" nullable:"false" doc:"in the order of the newer version; what is gone stands where it stood"`
}

// RedlinedClause is one clause in two versions, or in one of them.
type RedlinedClause struct {
	What   redline.What   `json:"what" enum:"same,changed,added,removed"`
	Moved  bool           `json:"moved" doc:"its neighbours are others now"`
	NodeID id.ID          `json:"node_id"`
	Kind   text.Kind      `json:"kind" enum:"chapter,section,article,clause"`
	Depth  int            `json:"depth"`
	Number []redline.Span `json:"number" nullable:"false"`
	Title  []redline.Span `json:"title" nullable:"false"`
	Text   []redline.Span `json:"text" nullable:"false"`
}
