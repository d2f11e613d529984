package messaging

import (
	"tonggui/internal/messaging/content"
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

func systemLine(code string, actor ref.Named, people []ref.Named, count int, name string) []byte {
	return content.Encode(content.System{Type: content.KindSystem, Code: code,
		Params: content.SystemParams{Actor: &actor, People: people, PeopleCount: count, Name: name}})
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
