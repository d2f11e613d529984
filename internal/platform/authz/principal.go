package authz

import (
	"context"
	"slices"
	"strings"

	"tonggui/internal/platform/id"
)

// Role is a role of the company that an account holds; roles add up.
type Role string

// The roles that exist.
const (
	Admin         Role = "admin"          // 系统管理员
	SecurityAdmin Role = "security_admin" // 安全管理员
	AuditAdmin    Role = "audit_admin"    // 审计管理员
	HR            Role = "hr"             // 人力资源
	IT            Role = "it"             // 信息技术
	Leader        Role = "leader"         // 领导
	Supervisor    Role = "supervisor"     // 监督小组
)

// Roles lists every role, in the order in which people read them.
var Roles = []Role{Admin, SecurityAdmin, AuditAdmin, HR, IT, Leader, Supervisor}

// Administrators exclude one another: nobody holds two of them.
var Administrators = []Role{Admin, SecurityAdmin, AuditAdmin}

// Exclusive tells whether somebody may hold the roles together.
func Exclusive(roles []Role) bool {
	held := 0
	for _, r := range Administrators {
		if slices.Contains(roles, r) {
			held++
		}
	}
	return held <= 1
}

// Principal is who acts: an account behind one session, as Authenticate found it.
type Principal struct {
	Account    id.ID
	Session    id.ID
	Name       string
	Department id.ID
	Roles      []Role
	StandsIn   []Role // for whom an Admin acts, because nobody in the company holds that role
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

// ActsAs tells whether the principal holds the role or stands in for it.
func (p Principal) ActsAs(r Role) bool { return p.Has(r) || slices.Contains(p.StandsIn, r) }

// StandingIn lists the roles for which somebody with roles stands in, where held are those that
// anybody in the company holds: an administrator does what nobody else was appointed for.
func StandingIn(roles, held []Role) []Role {
	if !slices.Contains(roles, Admin) {
		return nil
	}
	var out []Role
	for _, r := range Administrators {
		if !slices.Contains(held, r) && r != Admin {
			out = append(out, r)
		}
	}
	return out
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
