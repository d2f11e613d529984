package rulebook

import (
	"context"
	"sync/atomic"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// ScopeKind is the kind of what a value holds for.
type ScopeKind string

// The scopes, narrowest first: the order in which they win.
const (
	ForPerson     ScopeKind = "person"
	ForRole       ScopeKind = "role"
	ForGroupClass ScopeKind = "group"
	ForDepartment ScopeKind = "department"
	ForCompany    ScopeKind = "company"
)

// Scope is what a value holds for. ID is an account, a role, a group class or a department; empty
// for the company.
type Scope struct {
	Kind ScopeKind `json:"kind" enum:"person,role,group,department,company"`
	ID   string    `json:"id,omitempty" maxLength:"64"`
}

// Value is a value of a rule as it stands for somebody.
type Value struct {
	Version int64 // 0 is the default that the rule declares
	Value   int64
	Stage   Stage
	Scope   Scope
	Since   clock.Instant
}

// Subject is whom a decision concerns.
type Subject struct {
	Account    id.ID
	Department id.ID
	Roles      []authz.Role
	GroupClass string
}

// SubjectOf returns the subject that a principal is.
func SubjectOf(who authz.Principal) Subject {
	return Subject{Account: who.Account, Department: who.Department, Roles: who.Roles}
}

// Departments tells a department's line upwards, itself first; org fills it.
type Departments interface {
	Line(department id.ID) []id.ID
}

// Book holds all values in memory; they are few and asked for on every decision.
type Book struct {
	db          *db.DB
	departments Departments
	text        Text
	values      atomic.Pointer[valueSet]
	cited       atomic.Pointer[map[string]Cited]
	refusals    refusals
}

// Text puts a catalogue key into words.
type Text func(language, key string) string

// NewBook loads the values and returns the book.
func NewBook(ctx context.Context, d *db.DB, departments Departments, text Text) (*Book, error) {
	b := &Book{db: d, departments: departments, text: text}
	return b, b.Reload(ctx)
}

// Reload reads the values anew; called when one was set, here or on another node.
func (b *Book) Reload(ctx context.Context) error {
	set, err := loadValues(b.db.Ask(ctx), "")
	if err == nil {
		b.values.Store(&set)
	}
	return err
}

// Value returns the value of a rule for a subject at an instant.
func (b *Book) Value(rule string, s Subject, at clock.Instant) Value {
	set := *b.values.Load()
	if len(set[rule]) == 0 {
		return fallback(rule)
	}
	return set.at(rule, b.scopesOf(s), at)
}

// Narrower counts by rule the values for less than the company that are in force at an instant.
func (b *Book) Narrower(at clock.Instant) map[string]int {
	set, out := *b.values.Load(), map[string]int{}
	for rule := range set {
		out[rule] = set.narrower(rule, at)
	}
	return out
}

// scopesOf lists what applies to the subject, narrowest first.
func (b *Book) scopesOf(s Subject) []Scope {
	out := []Scope{{ForPerson, s.Account.String()}}
	for _, r := range s.Roles {
		out = append(out, Scope{ForRole, string(r)})
	}
	if s.GroupClass != "" {
		out = append(out, Scope{ForGroupClass, s.GroupClass})
	}
	if b.departments != nil && !s.Department.IsZero() {
		for _, d := range b.departments.Line(s.Department) {
			out = append(out, Scope{ForDepartment, d.String()})
		}
	}
	return append(out, Scope{Kind: ForCompany})
}

// NoLimit is a value that stands for none: more seconds, bytes or days than anybody has.
const NoLimit = 1 << 40

// Limit returns the value of a rule where it would block the subject, else NoLimit: what is only
// watched or warned of keeps nobody from anything.
func (b *Book) Limit(rule string, s Subject, at clock.Instant) int64 {
	if v := b.Value(rule, s, at); v.Stage == Enforcing {
		return v.Value
	}
	return NoLimit
}

// For returns the limit of every rule as it holds for the principal now, by rule id.
func (b *Book) For(who authz.Principal) map[string]any {
	out := map[string]any{}
	for id := range declared {
		out[id] = b.Limit(id, SubjectOf(who), b.db.Now())
	}
	return out
}
