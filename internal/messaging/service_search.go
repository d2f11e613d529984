package messaging

import (
	"context"
	"errors"

	"tonggui/internal/messaging/content"
	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	index "tonggui/internal/platform/search"
)

// MaxQuery is how many characters can be searched for at once, spaces not counted.
const MaxQuery = 100

const (
	// excerptWidth is how many characters of a message are shown around what was found.
	excerptWidth = 120
	// readAtOnce is how many candidates are read and compared with one statement at least.
	readAtOnce = 32
	// maxRead bounds how many candidates are read for one part of the results. Few of them are wrong,
	// but for words whose characters are all common and stand apart.
	maxRead = 1000
)

// SearchQuery is what somebody searches for. What is zero is not asked for.
type SearchQuery struct {
	Text         string // words that must all occur, wherever; may be empty where something else is asked for
	Conversation id.ID
	Sender       id.ID
	From, To     clock.Instant // both included
	Kinds        index.Kinds
	Below        index.Place // only what is older
	Limit        int
}

// Hit is a message that was found.
type Hit struct {
	Conversation Where
	Message      Message
	Excerpt      index.Excerpt
}

// SearchPage is a part of the results.
type SearchPage struct {
	Items []Hit
	Next  *index.Place // where to go on; nil where all was searched
	// Reached is how far back messages can be found while the index is being made; 0 once all can.
	Reached clock.Instant
}

// SearchMessages finds messages that the principal may see now, the newest first. A page may have
// fewer items than asked for, or none, and yet be followed by another: the work of one is bounded.
//
// Errors: ErrQueryEmpty where nothing is asked for, ErrQueryTooLong; apperr.NotFound where the
// principal is not a member of the conversation; apperr.Unavailable where nothing is searched.
func (s *Service) SearchMessages(ctx context.Context, who authz.Principal, ask SearchQuery) (page SearchPage, err error) {
	words, length := index.ParseWords(ask.Text)
	switch {
	case !authz.Can(who, authz.MessageSearch, authz.Employee):
		return page, apperr.Forbidden.New()
	case length > MaxQuery:
		return page, ErrQueryTooLong.New("max", MaxQuery)
	case length == 0 && ask.Conversation.IsZero() && ask.Sender.IsZero() && ask.From == 0 && ask.To == 0 && ask.Kinds == 0:
		return page, ErrQueryEmpty.New()
	case s.Search == nil:
		return page, apperr.Unavailable.New()
	}
	scopes, err := s.scopes(ctx, who, ask.Conversation)
	if err != nil {
		return page, err
	}
	page.Reached, _ = s.Search.Reached()
	hits, err := s.Search.Find(ctx, index.Query{Words: words, Scopes: scopes, Author: ask.Sender, Kinds: ask.Kinds,
		From: ask.From, To: ask.To, Below: ask.Below})
	if errors.Is(err, index.ErrNewer) {
		return page, apperr.Unavailable.Because(err)
	}
	if err != nil {
		return page, err
	}
	r := finding{s: s, q: s.DB.Ask(ctx), who: who, ask: ask, words: words, hits: hits}
	if err := r.all(); err != nil {
		return page, err
	}
	page.Next = r.next
	page.Items, err = r.show()
	return page, err
}

// scopes returns what is to be searched.
func (s *Service) scopes(ctx context.Context, who authz.Principal, conversation id.ID) ([]index.Scope, error) {
	if conversation.IsZero() {
		return selectScopes(s.DB.Ask(ctx), who.Account)
	}
	st, err := s.standing(ctx, who, conversation)
	return []index.Scope{{ID: st.ID, Beyond: st.FromSeq}}, err
}

// finding turns candidates into results: each is read under the rules of access of this moment, and
// its words are compared.
type finding struct {
	s     *Service
	q     db.Q
	who   authz.Principal
	ask   SearchQuery
	words index.Words
	hits  *index.Hits
	lines []Line
	texts []string
	read  int
	next  *index.Place
}

// all reads until there is enough, nothing is left, or the work is done.
func (r *finding) all() error {
	for {
		places, err := r.some(max(r.ask.Limit-len(r.lines), readAtOnce))
		if err != nil {
			return err
		}
		if len(places) == 0 {
			if place, more := r.hits.Reached(); more {
				r.next = &place
			}
			return nil
		}
		found, err := selectFound(r.q, r.who.Account, rows(places))
		if err != nil {
			return err
		}
		for _, place := range places {
			if l, ok := found[place]; ok && r.take(l) && len(r.lines) == r.ask.Limit {
				r.next = &place
				return r.isLast(place == places[len(places)-1])
			}
		}
		if r.read += len(places); r.read >= maxRead {
			r.next = &places[len(places)-1]
			return nil
		}
	}
}

// isLast spares the reader an empty page behind a full one, where that is easily known.
func (r *finding) isLast(ofCandidates bool) error {
	if !ofCandidates {
		return nil
	}
	more, err := r.some(1)
	if _, unsearched := r.hits.Reached(); len(more) == 0 && !unsearched {
		r.next = nil
	}
	return err
}

// some returns the next n candidates.
func (r *finding) some(n int) (places []index.Place, err error) {
	for len(places) < n {
		place, ok, err := r.hits.Next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		places = append(places, place)
	}
	return places, nil
}

func rows(places []index.Place) db.List {
	out := make(db.List, len(places))
	for i, p := range places {
		out[i] = db.List{p.Scope, p.Seq}
	}
	return out
}

// take keeps a message that is what was asked for.
func (r *finding) take(l Line) bool {
	m := l.last
	if m.Kind == content.KindSystem || !r.ask.Sender.IsZero() && m.Sender != r.ask.Sender {
		return false
	}
	text, kinds := search.Words(m.Kind, m.Content)
	if r.ask.Kinds != 0 && kinds&r.ask.Kinds == 0 || !r.words.In(text) {
		return false
	}
	r.lines = append(r.lines, l)
	r.texts = append(r.texts, search.Shown(m.Kind, m.Content, r.words, text, r.who.Language))
	return true
}

func (r *finding) show() ([]Hit, error) {
	shown, err := r.s.ShowLines(r.q, r.who, r.lines)
	if err != nil {
		return nil, err
	}
	out := make([]Hit, len(shown))
	for i, line := range shown {
		out[i] = Hit{line.Conversation, *line.Message, r.words.Around(r.texts[i], excerptWidth)}
	}
	return out, nil
}
