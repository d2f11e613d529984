package matrix

import (
	"net/url"
)

var searchSpecs = map[string]spec{
	// own: in all that is theirs; nothing: without any word; else in the conversation of the relation.
	"search_messages": {call: func(w *world, p *person, relation string) call {
		switch relation {
		case "own":
			return call{query: one("q", canary)}
		case "nothing":
			return call{query: one("q", " ")}
		}
		in := func(conversation string) url.Values {
			return url.Values{"q": {canary}, "conversation_id": {conversation}}
		}
		return call{query: in(w.at(p, relation).conversation.String()), twinQuery: in(w.newID().String())}
	}},
}
