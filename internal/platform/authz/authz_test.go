package authz

import (
	"slices"
	"testing"

	"tonggui/internal/platform/id"
)

func someone(roles ...Role) Principal { return Principal{Account: id.ID{1}, Roles: roles} }

// covers: ACC-06
func TestWhatIsNotInTheTableIsDenied(t *testing.T) {
	if Can(someone(Roles...), "coffee.brew", Self, Employee, Member, GroupOwner, Sender) {
		t.Fatal("an unknown action was allowed")
	}
	for _, p := range Policies() {
		if Can(Principal{}, p.Action, p.Via...) {
			t.Errorf("%s is allowed to nobody in particular", p.Action)
		}
		if Can(someone(), p.Action) {
			t.Errorf("%s is allowed without any role or relation", p.Action)
		}
	}
}

func TestEveryPolicyNamesSomebodyAndStandsOnce(t *testing.T) {
	seen := map[Action]bool{}
	for _, p := range Policies() {
		if seen[p.Action] {
			t.Errorf("%s stands twice", p.Action)
		}
		seen[p.Action] = true
		if len(p.Roles)+len(p.Via) == 0 || p.Object == "" {
			t.Errorf("%s: nobody may, or nothing is acted upon", p.Action)
		}
		for _, r := range p.Roles {
			if !slices.Contains(Roles, r) || !Can(someone(r), p.Action) {
				t.Errorf("%s: role %s", p.Action, r)
			}
		}
		for _, v := range p.Via {
			if !Can(someone(), p.Action, v) {
				t.Errorf("%s: relation %s", p.Action, v)
			}
		}
	}
}

// covers: SEC-03
func TestOnlyAnAdministratorStandsInAndOnlyForWhatNobodyHolds(t *testing.T) {
	for _, c := range []struct {
		roles, held, want []Role
	}{
		{[]Role{Admin}, []Role{Admin}, []Role{SecurityAdmin, AuditAdmin}},
		{[]Role{Admin, HR}, []Role{Admin, SecurityAdmin}, []Role{AuditAdmin}},
		{[]Role{Admin}, Roles, nil},
		{[]Role{HR, IT, SecurityAdmin}, []Role{SecurityAdmin}, nil},
	} {
		p := someone(c.roles...)
		p.StandsIn = StandingIn(c.roles, c.held)
		if !slices.Equal(p.StandsIn, c.want) {
			t.Errorf("%v where %v are held: stands in for %v, want %v", c.roles, c.held, p.StandsIn, c.want)
		}
		for action, r := range map[Action]Role{AccountRoles: SecurityAdmin, AuditRead: AuditAdmin, AuditProve: AuditAdmin} {
			if Can(p, action) != (p.Has(r) || slices.Contains(c.want, r)) {
				t.Errorf("%v where %v are held, %s: %t", c.roles, c.held, action, Can(p, action))
			}
		}
		if Can(p, RecalledRead) {
			t.Error("standing in opens what is not of these roles")
		}
	}
}

func TestOfTheThreeAdministratorsNobodyIsTwo(t *testing.T) {
	for _, roles := range [][]Role{nil, {Admin, HR, IT}, {SecurityAdmin, Leader}, {AuditAdmin, Supervisor}} {
		if !Exclusive(roles) {
			t.Errorf("%v is refused", roles)
		}
	}
	for _, roles := range [][]Role{{Admin, SecurityAdmin}, {AuditAdmin, HR, Admin}, {SecurityAdmin, AuditAdmin}, Roles} {
		if Exclusive(roles) {
			t.Errorf("%v is allowed", roles)
		}
	}
}

func TestRolesReadBackAndUnknownOnesAreDropped(t *testing.T) {
	if got := ParseRoles(FormatRoles([]Role{IT, Admin})); !slices.Equal(got, []Role{Admin, IT}) {
		t.Errorf("got %v", got)
	}
	if got := ParseRoles("king,administrator,hr "); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
