package org

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"golang.org/x/text/unicode/norm"
)

// Status is where an account stands.
type Status string

// The states of an account. active ⇄ frozen by an administrator; any → left, and left → active, by a
// roster.
const (
	Active Status = "active"
	Frozen Status = "frozen"
	Left   Status = "left"
)

// account is a row of the table.
type account struct {
	ID         id.ID
	Number     string
	Name       string
	Department id.ID
	Post       string
	Grade      string
	Mobile     string
	Email      string
	Superior   id.ID
	JoinedOn   string
	Status     Status
	Managed    bool
	Roles      []authz.Role
	Epoch      int64
}

// department is a row of the table with what else belongs to it.
type department struct {
	ID       id.ID
	Parent   id.ID
	Name     string
	Position int64
	Head     id.ID
	Leader   id.ID // in charge of it and of those below; zero where none is set
	Deputies []id.ID
}

// session is a row of the table.
type session struct {
	ID         id.ID
	Account    id.ID
	CreatedAt  clock.Instant
	LastSeenAt clock.Instant
	IP         string
	UserAgent  string
	EndedAt    clock.Instant
}

// Limits of what people write.
const (
	maxName    = 60
	maxReason  = 200
	maxNote    = 60
	maxCompany = 60
)

// numberKey is the canonical form of an employee number, by which accounts are found: exactly, never
// by a part.
func numberKey(number string) string {
	return strings.ToUpper(strings.TrimSpace(norm.NFKC.String(number)))
}

// numberForm is what an employee number looks like; rosters obey the same.
var numberForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$`)

func validNumber(number string) bool { return numberForm.MatchString(number) }

// shortText tells whether s is a line for people to read: some text, not too long, nothing in it
// that hides, reorders or breaks lines.
func shortText(s string, limit int) bool {
	return strings.TrimSpace(s) != "" && utf8.RuneCountInString(s) <= limit && plainLine(s)
}
