package engine

import (
	"encoding/json"
	"testing"

	"tonggui/internal/approvals/route"
)

// Approvals are stored in this form and must be read by every later version: a name here never changes.
func TestTheStoredFormStaysAsItIs(t *testing.T) {
	r := of(branch("way", arm("rest", "", limited(route.Escalate, 11))), step("b", "", 12))
	y := start(t, newCompany(), r)
	y.delegates[12] = 51
	y.do(11, Act{Kind: AddBefore, To: to(41)}).approve(41, 11)
	raw, err := json.Marshal(y.s)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"status":"running","applicant":"aa000000-0000-0000-0000-000000000001","round":1,"edition":1,"nodes":[` +
		`{"step":"way","at":0,"round":1,"state":"passed","arms":["rest"]},` +
		`{"step":"a","at":1,"round":1,"state":"passed","seats":[` +
		`{"kind":"decide","agreed":true,"tasks":[{"id":"00000000-0000-0000-0000-000000000001","person":"aa000000-0000-0000-0000-00000000000b",` +
		`"state":"done","outcome":"approved","edition":1,"opened_at":1000000,"due_at":3601000000,"closed_at":1000000}]},` +
		`{"kind":"added_before","of":1,"agreed":true,"tasks":[{"id":"00000000-0000-0000-0000-000000000002","person":"aa000000-0000-0000-0000-000000000029",` +
		`"state":"done","outcome":"approved","edition":1,"opened_at":1000000,"due_at":3601000000,"closed_at":1000000}]}]},` +
		`{"step":"b","at":2,"round":1,"state":"running","seats":[{"kind":"decide","tasks":[` +
		`{"id":"00000000-0000-0000-0000-000000000003","person":"aa000000-0000-0000-0000-00000000000c","state":"open","opened_at":1000000},` +
		`{"id":"00000000-0000-0000-0000-000000000004","person":"aa000000-0000-0000-0000-000000000033","for":"aa000000-0000-0000-0000-00000000000c",` +
		`"state":"open","opened_at":1000000}]}]}]}`
	if string(raw) != want {
		t.Fatalf("got\n%s\nwant\n%s", raw, want)
	}
}
