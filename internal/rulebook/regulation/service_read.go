package regulation

import (
	"context"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// List lists the regulations that somebody may see, in the order of their making.
func (s *Service) List(ctx context.Context, who authz.Principal, page httpapi.Page) (httpapi.List[Regulation], error) {
	out := httpapi.List[Regulation]{Items: []Regulation{}}
	var after id.ID
	if page.Cursor != "" {
		var err error
		if after, err = id.Parse(page.Cursor); err != nil {
			return out, httpapi.BadCursor()
		}
	}
	err := s.DB.Read(ctx, func(q db.Q) (err error) {
		out, err = list(q, who, after, page.Limit)
		return err
	})
	return out, err
}

func list(q db.Q, who authz.Principal, after id.ID, limit int) (httpapi.List[Regulation], error) {
	out := httpapi.List[Regulation]{Items: []Regulation{}}
	heads, err := selectHeads(q, after, !writes(who), limit+1)
	if err != nil {
		return out, err
	}
	if len(heads) > limit {
		next := heads[limit-1].id.String()
		heads, out.NextCursor = heads[:limit], &next
	}
	ids := make([]id.ID, len(heads))
	for i, h := range heads {
		ids[i] = h.id
	}
	versions, err := selectVersions(q, ids)
	for _, h := range heads {
		if seen := visible(who, versions[h.id]); len(seen) > 0 {
			out.Items = append(out.Items, regulationOf(who, h, seen, q.At()))
		}
	}
	return out, err
}

// Get returns a regulation with its versions.
//
// Errors: apperr.NotFound.
func (s *Service) Get(ctx context.Context, who authz.Principal, one id.ID) (Regulation, error) {
	var out Regulation
	err := s.DB.Read(ctx, func(q db.Q) error {
		h, seen, err := open(q, who, one)
		if err == nil {
			out = regulationOf(who, h, seen, q.At())
		}
		return err
	})
	return out, err
}

func regulationOf(who authz.Principal, h head, seen []version, now clock.Instant) Regulation {
	seen = titled(h, seen, who.Language)
	r := Regulation{ID: h.id, Title: seen[0].title, BuiltIn: h.builtIn, Versions: []VersionHead{}, Abilities: abilities(who)}
	for _, v := range seen {
		r.Versions = append(r.Versions, shown(seen, v, now))
	}
	if v := inForce(seen, now); v.number > 0 {
		r.InForce = &v.number
	}
	return r
}

// abilities are what somebody may do with regulations.
func abilities(who authz.Principal) []string {
	out := []string{}
	for _, a := range []authz.Action{authz.RegulationWrite, authz.RegulationPublish, authz.RegulationLink} {
		if authz.Can(who, a) {
			out = append(out, string(a))
		}
	}
	return out
}

// Version returns a version to read.
//
// Errors: apperr.NotFound.
func (s *Service) Version(ctx context.Context, who authz.Principal, one id.ID, number int64) (out RegulationVersion, err error) {
	err = s.DB.Read(ctx, func(q db.Q) (err error) {
		out, err = readVersion(q, who, one, number)
		return err
	})
	return out, err
}

func readVersion(q db.Q, who authz.Principal, one id.ID, number int64) (out RegulationVersion, err error) {
	h, seen, err := open(q, who, one)
	if err != nil {
		return out, err
	}
	v, err := pick(seen, number)
	if err != nil {
		return out, err
	}
	rows, err := selectRows(q, one, number)
	if err != nil {
		return out, err
	}
	v, rows = translated(h, v, rows, who.Language)
	rules, err := selectRules(q, one)
	return RegulationVersion{RegulationID: one, VersionHead: shown(seen, v, q.At()), Preamble: v.preamble, Items: treeOf(rows, rules), Abilities: abilities(who)}, err
}

// Clause returns one clause of a version; number 0 is the version in force.
//
// Errors: apperr.NotFound.
func (s *Service) Clause(ctx context.Context, who authz.Principal, one, node id.ID, number int64) (out RegulationClause, err error) {
	err = s.DB.Read(ctx, func(q db.Q) (err error) {
		out, err = readClause(q, who, one, node, number)
		return err
	})
	return out, err
}

func readClause(q db.Q, who authz.Principal, one, node id.ID, number int64) (out RegulationClause, err error) {
	h, seen, err := open(q, who, one)
	if err != nil {
		return out, err
	}
	v := inForce(seen, q.At())
	if number > 0 || v.number == 0 {
		if v, err = pick(seen, number); err != nil {
			return out, err
		}
	}
	rows, err := selectRows(q, one, v.number)
	if err != nil {
		return out, err
	}
	i := find(rows, node)
	if i < 0 {
		return out, apperr.NotFound.New()
	}
	v, rows = translated(h, v, rows, who.Language)
	out = RegulationClause{RegulationID: one, VersionHead: shown(seen, v, q.At()), Path: []PathStep{}}
	rules, err := selectRules(q, one)
	if err != nil {
		return out, err
	}
	var above []string
	for p := parent(rows, i); p >= 0; p = parent(rows, p) {
		out.Path = append([]PathStep{{rows[p].id, rows[p].kind, rows[p].number, rows[p].title}}, out.Path...)
	}
	for _, p := range out.Path {
		above = append(above, p.Number)
	}
	branches, _ := branch(rows[i:end(rows, i)], 0, rows[i].depth, above, rules)
	out.Node = branches[0]
	if out.Links, err = selectLinks(q, one, node); err != nil {
		return out, err
	}
	words, err := selectWords(q, one, node)
	out.History = changes(seen, words)
	return out, err
}

// changes keeps the words of the versions that somebody sees, where they differ from those before.
func changes(seen []version, words []ClauseWords) []ClauseWords {
	out := []ClauseWords{}
	for _, w := range words {
		if _, err := pick(seen, w.Version); err != nil {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Number == w.Number && out[n-1].Title == w.Title && out[n-1].Text == w.Text {
			continue
		}
		out = append(out, w)
	}
	return out
}
