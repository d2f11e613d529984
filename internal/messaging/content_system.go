package messaging

import (
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// The system lines, as codes of the catalogue without "system.".
const (
	lineCreated = "group.created"
	lineAdded   = "group.member_added"
	lineRemoved = "group.member_removed"
	lineLeft    = "group.member_left"
	lineRenamed = "group.renamed"
)

// maxPeopleInLine bounds how many people a line names; the rest are counted.
const maxPeopleInLine = 20

// SystemContent is a line that the server writes; clients put it into words.
type SystemContent struct {
	Type   string       `json:"type" enum:"system"`
	Code   string       `json:"code" enum:"group.created,group.member_added,group.member_removed,group.member_left,group.renamed"`
	Params SystemParams `json:"params"`
}

// SystemParams fill the blanks of a system line.
type SystemParams struct {
	Actor       *ref.Named  `json:"actor,omitempty"`
	People      []ref.Named `json:"people,omitempty" nullable:"false" doc:"at most 20 of them"`
	PeopleCount int         `json:"people_count,omitempty" doc:"how many people there are in all"`
	Name        string      `json:"name,omitempty"`
}

func systemLine(code string, actor ref.Named, people []ref.Named, count int, name string) []byte {
	return encode(SystemContent{Type: kindSystem, Code: code,
		Params: SystemParams{Actor: &actor, People: people, PeopleCount: count, Name: name}})
}

func nameOf(people People, account id.ID) ref.Named {
	p, _ := people.Person(account)
	return ref.Named{ID: account, Name: p.Name}
}

// named gives accounts their names, in the order asked for.
func named(people People, accounts []id.ID) []ref.Named {
	out := make([]ref.Named, len(accounts))
	for i, account := range accounts {
		out[i] = nameOf(people, account)
	}
	return out
}
