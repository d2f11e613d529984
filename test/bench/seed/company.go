// Package seed fills an empty, migrated database with a company: people with sessions whose tokens are
// known, conversations, and messages as if they had been sent. It writes the rooms' own tables in bulk,
// while no server runs.
package seed

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"

	"tonggui/internal/platform/id"
)

// Person is somebody who can log in with a token.
type Person struct {
	ID    id.ID
	Token string
}

// Seeder writes into one database. It belongs to one goroutine.
type Seeder struct {
	to     bulk
	now    int64 // microseconds
	ids    uint64
	random *rand.ChaCha8
	people int
	words  *words
}

// Open opens the database: databaseURL, or SQLite in the folder dir where that is empty.
func Open(ctx context.Context, dir, databaseURL string) (*Seeder, error) {
	s := &Seeder{now: time.Now().UnixMicro(), random: rand.NewChaCha8(sha256.Sum256([]byte("bench"))), words: newWords()}
	var err error
	if databaseURL == "" {
		s.to, err = openSQLite(filepath.Join(dir, "tonggui.db"))
	} else {
		s.to, err = openPostgres(ctx, databaseURL)
	}
	return s, err
}

// Close makes everything durable.
func (s *Seeder) Close(ctx context.Context) error { return s.to.close(ctx) }

// id makes the next id; like the product's they rise with time.
func (s *Seeder) id(at int64) (v id.ID) {
	s.ids++
	binary.BigEndian.PutUint64(v[8:], s.random.Uint64())
	binary.BigEndian.PutUint64(v[:8], uint64(at/1000)<<16|s.ids&0xfff)
	v[6] = v[6]&0x0f | 0x70
	v[8] = v[8]&0x3f | 0x80
	return v
}

// token is the token of a person's session: secret enough for a database on loopback that lives for
// minutes.
func token(n int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "bench token %d", n))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// inDepartment is how many people work in one department.
const inDepartment = 50

// People hires n people who have logged in once.
func (s *Seeder) People(ctx context.Context, n int) ([]Person, error) {
	out := make([]Person, n)
	var departments, accounts, passwords, sessions, settings [][]any
	root, department := s.id(s.now), id.ID{}
	if s.people == 0 {
		departments = append(departments, []any{root[:], nil, "公司", int64(0), s.now})
	}
	for i := range out {
		s.people++
		if i%inDepartment == 0 {
			department = s.id(s.now)
			departments = append(departments, []any{bytesOf(department), root[:], fmt.Sprintf("部门 %d", s.people), int64(s.people), s.now})
		}
		p := Person{ID: s.id(s.now), Token: token(s.people)}
		out[i] = p
		number, session, hash := fmt.Sprintf("B%06d", s.people), s.id(s.now), sha256.Sum256([]byte(p.Token))
		accounts = append(accounts, []any{p.ID[:], number, number, fmt.Sprintf("同事%d", s.people), bytesOf(department), "active", false, s.now, s.now})
		passwords = append(passwords, []any{p.ID[:], "none", false, s.now})
		sessions = append(sessions, []any{bytesOf(session), p.ID[:], hash[:], s.now, s.now, "127.0.0.1", "bench"})
		settings = append(settings, []any{p.ID[:], "zh-CN", "system", "Asia/Shanghai", true, true})
	}
	for _, t := range []struct {
		table   string
		columns []string
		rows    [][]any
	}{
		{"departments", []string{"id", "parent", "name", "position", "created_at"}, departments},
		{"accounts", []string{"id", "number", "number_key", "name", "department", "status", "managed", "created_at", "changed_at"}, accounts},
		{"passwords", []string{"account", "hash", "initial", "set_at"}, passwords},
		{"sessions", []string{"id", "account", "token_hash", "created_at", "last_seen_at", "ip", "user_agent"}, sessions},
		{"account_settings", []string{"account", "language", "theme", "zone", "enter_sends", "desktop_notifications"}, settings},
	} {
		if err := s.to.insert(ctx, t.table, t.columns, t.rows); err != nil {
			return nil, fmt.Errorf("%s: %w", t.table, err)
		}
	}
	return out, nil
}

// bytesOf copies an id for a row: the variable may be used again before the row is written.
func bytesOf(v id.ID) []byte { return append([]byte(nil), v[:]...) }
