package regulation

import (
	"crypto/sha256"
	"encoding/json"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Standing is a regulation with its version in force, as other rooms refer to it.
type Standing struct {
	Regulation  id.ID
	Number      int64 // 0: no version is in force
	Title       string
	EffectiveAt clock.Instant
}

// Standings returns every regulation of which somebody who writes none sees a version, in the order of
// their making, with its title in a language. It is for other rooms, within their own transaction.
func Standings(q db.Q, language string) ([]Standing, error) {
	heads, err := db.All(q, scanHead, `SELECT id, title, built_in FROM regulations ORDER BY id`)
	if err != nil || len(heads) == 0 {
		return nil, err
	}
	ids := make([]id.ID, len(heads))
	for i, h := range heads {
		ids[i] = h.id
	}
	versions, err := selectVersions(q, ids)
	out := []Standing{}
	for _, h := range heads {
		all := []version{}
		for _, v := range versions[h.id] {
			if v.publishedAt != nil {
				all = append(all, v)
			}
		}
		if len(all) == 0 {
			continue
		}
		all = titled(h, all, language)
		one := Standing{Regulation: h.id, Title: all[0].title}
		if v := inForce(all, q.At()); v.number > 0 {
			one.Number, one.Title, one.EffectiveAt = v.number, v.title, *v.effectiveAt
		}
		out = append(out, one)
	}
	return out, err
}

// TextHash is SHA-256 over the words of a version as they are stored: the JSON list of its title, its
// preamble, and for each part in reading order the list of its kind, number, title and text.
func TextHash(q db.Q, one id.ID, number int64) ([]byte, error) {
	all, err := selectVersions(q, []id.ID{one})
	if err != nil {
		return nil, err
	}
	v, err := pick(all[one], number)
	if err != nil {
		return nil, err
	}
	rows, err := selectRows(q, one, number)
	if err != nil {
		return nil, err
	}
	parts := make([][]string, len(rows))
	for i, r := range rows {
		parts[i] = []string{string(r.kind), r.number, r.title, r.text}
	}
	text, err := json.Marshal([]any{v.title, v.preamble, parts})
	sum := sha256.Sum256(text)
	return sum[:], err
}
