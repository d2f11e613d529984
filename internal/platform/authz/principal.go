package authz

import (
	"context"
	"strings"

	"tonggui/internal/platform/id"
)

// Role is a role of the company that an account holds; roles add up.
type Role string

// The roles that exist.
const (
	Admin      Role = "admin"      // 管理员
	HR         Role = "hr"         // 人力资源
	IT         Role = "it"         // 信息技术
	Leader     Role = "leader"     // 领导
	Supervisor Role = "supervisor" // 监督小组
)

// Roles lists every role, in the order in which people read them.
var Roles = []Role{Admin, HR, IT, Leader, Supervisor}

// Principal is who acts: an account behind one session, as Authenticate found it.
type Principal struct {
	Account    id.ID
	Session    id.ID
	Name       string
	Department id.ID
	Roles      []Role
	Epoch      int64  // rises when rights end; an older epoch is refused everywhere
	Language   string // "zh-CN" or "en"
	// MustChangePassword holds everything back until a password of one's own is chosen.
	MustChangePassword bool
}

// Has tells whether the principal holds the role.
func (p Principal) Has(r Role) bool {
	for _, have := range p.Roles {
		if have == r {
			return true
		}
	}
	return false
}

// Anonymous tells whether nobody is logged in.
func (p Principal) Anonymous() bool { return p.Account.IsZero() }

// ParseRoles reads the stored form: roles joined by commas. Unknown words are dropped.
func ParseRoles(stored string) []Role {
	out := []Role{}
	for _, r := range Roles {
		if strings.Contains(","+stored+",", ","+string(r)+",") {
			out = append(out, r)
		}
	}
	return out
}

// FormatRoles writes the stored form.
func FormatRoles(roles []Role) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = string(r)
	}
	return strings.Join(words, ",")
}

type contextKey struct{}

// With returns ctx carrying the principal.
func With(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

// Who returns the principal of ctx; the zero Principal is anonymous.
func Who(ctx context.Context) Principal {
	p, _ := ctx.Value(contextKey{}).(Principal)
	return p
}
