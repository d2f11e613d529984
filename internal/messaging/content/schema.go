package content

import (
	"reflect"

	"tonggui/internal/platform/id"

	"github.com/danielgtaylor/huma/v2"
)

// The forms below are for the API document only, which tells clients what each type of node has.

// TextNode is words.
type TextNode struct {
	Type  string   `json:"type" enum:"text"`
	Text  string   `json:"text" doc:"line breaks are \\n"`
	Marks []string `json:"marks,omitempty" nullable:"false" enum:"bold,code,italic,strike" maxItems:"4"`
}

// LinkNode is words that lead somewhere.
type LinkNode struct {
	Type  string   `json:"type" enum:"link"`
	URL   string   `json:"url" doc:"http, https or mailto; at most 2,048 bytes"`
	Text  string   `json:"text,omitempty" doc:"the address where nothing is given, or where it shows another address"`
	Marks []string `json:"marks,omitempty" nullable:"false" enum:"bold,code,italic,strike" maxItems:"4"`
}

// MentionNode is a person.
type MentionNode struct {
	Type      string `json:"type" enum:"mention"`
	AccountID id.ID  `json:"account_id"`
	Name      string `json:"name,omitempty" doc:"the server writes the person's present name"`
}

// MentionAllNode is everybody.
type MentionAllNode struct {
	Type string `json:"type" enum:"mention_all"`
}

// CodeBlockNode is code, which is shown as it was written.
type CodeBlockNode struct {
	Type     string `json:"type" enum:"code_block"`
	Text     string `json:"text"`
	Language string `json:"language,omitempty" pattern:"^[a-z0-9+#-]{0,20}$"`
}

// QuoteNode is what somebody else said.
type QuoteNode struct {
	Type  string   `json:"type" enum:"quote"`
	Nodes []inline `json:"nodes" nullable:"false"`
}

// ListNode is items, with or without numbers.
type ListNode struct {
	Type    string     `json:"type" enum:"list"`
	Ordered bool       `json:"ordered"`
	Items   [][]inline `json:"items" nullable:"false" maxItems:"100"`
}

// TransformSchema tells the API document that no item is null.
func (ListNode) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	s.Properties["items"].Items.Nullable = false
	return s
}

// WrittenText is a text as a client sends it.
type WrittenText struct {
	Type    string  `json:"type" enum:"text"`
	Nodes   []Node  `json:"nodes,omitempty" nullable:"false" doc:"1 to 200 pieces, those in blocks included, of 10,000 characters together; may be absent where there are files"`
	FileIDs []id.ID `json:"file_ids,omitempty" nullable:"false" maxItems:"9" doc:"of uploads of my own that are complete"`
}

// WrittenVoice is a recording as a client sends it.
type WrittenVoice struct {
	Type   string `json:"type" enum:"voice"`
	FileID id.ID  `json:"file_id" doc:"of an upload for the purpose voice that is complete"`
	Wave   []int  `json:"wave,omitempty" nullable:"false" maxItems:"64" doc:"how loud it is, from beginning to end; 0 to 31"`
}

// inline is a node that blocks hold.
type inline struct{}

// Schema describes the node to the API document.
func (inline) Schema(r huma.Registry) *huma.Schema {
	return oneOf(r, variant[TextNode](NodeText), variant[LinkNode](NodeLink), variant[MentionNode](NodeMention), variant[MentionAllNode](NodeMentionAll))
}

// Schema describes the node to the API document.
func (Node) Schema(r huma.Registry) *huma.Schema {
	return oneOf(r, variant[TextNode](NodeText), variant[LinkNode](NodeLink), variant[MentionNode](NodeMention), variant[MentionAllNode](NodeMentionAll),
		variant[CodeBlockNode](NodeCode), variant[QuoteNode](NodeQuote), variant[ListNode](NodeList))
}

// Schema describes what can be sent to the API document.
func (Written) Schema(r huma.Registry) *huma.Schema {
	return oneOf(r, variant[WrittenText](KindText), variant[WrittenVoice](KindVoice))
}

// TransformSchema tells the API document what a record can hold.
func (Item) TransformSchema(r huma.Registry, s *huma.Schema) *huma.Schema {
	s.Properties["content"] = oneOf(r, variant[Text](KindText), variant[Voice](KindVoice), variant[Record](KindRecord), variant[Card](KindCard))
	return s
}

// Stored describes a stored content of any kind to the API document.
func Stored(r huma.Registry) *huma.Schema {
	return oneOf(r, variant[Text](KindText), variant[Voice](KindVoice), variant[Record](KindRecord), variant[Card](KindCard),
		variant[System](KindSystem))
}

// shape is one of several things, told by its type.
type shape struct {
	name string
	of   reflect.Type
}

func variant[T any](name string) shape { return shape{name, reflect.TypeFor[T]()} }

func oneOf(r huma.Registry, shapes ...shape) *huma.Schema {
	s := &huma.Schema{Discriminator: &huma.Discriminator{PropertyName: "type", Mapping: map[string]string{}}}
	for _, f := range shapes {
		one := r.Schema(f.of, true, "")
		s.OneOf = append(s.OneOf, one)
		s.Discriminator.Mapping[f.name] = one.Ref
	}
	return s
}
