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

func TestRolesReadBackAndUnknownOnesAreDropped(t *testing.T) {
	if got := ParseRoles(FormatRoles([]Role{IT, Admin})); !slices.Equal(got, []Role{Admin, IT}) {
		t.Errorf("got %v", got)
	}
	if got := ParseRoles("king,administrator,hr "); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
