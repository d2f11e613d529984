package effects

import (
	"tonggui/internal/approvals"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Delegation lets somebody act for the applicant.
type Delegation struct{ Room func() Room }

// Name implements approvals.Effect.
func (Delegation) Name() string { return "delegation" }

// Automatic implements approvals.Effect: who stands in for whom is agreed to by a person.
func (Delegation) Automatic() bool { return false }

// Check implements approvals.Effect.
func (d Delegation) Check(q db.Q, a approvals.Applied) error {
	n, err := wanted(a)
	if err != nil {
		return err
	}
	return inForm(d.Room().CheckDelegation(q, a.Applicant, n), nil)
}

// Do implements approvals.Effect.
func (d Delegation) Do(tx *db.Tx, a approvals.Applied) (string, error) {
	n, err := wanted(a)
	if err != nil {
		return "", err
	}
	made, err := d.Room().MakeDelegation(tx, a.Applicant, n)
	return made.String(), err
}

func wanted(a approvals.Applied) (n approvals.NewDelegation, err error) {
	var values struct {
		To        id.ID    `json:"to"`
		From      millis   `json:"from_at"`
		Until     millis   `json:"until_at"`
		All       bool     `json:"all"`
		Templates []string `json:"templates"`
		Reason    string   `json:"reason"`
	}
	if err := a.Decode(&values); err != nil {
		return n, err
	}
	n = approvals.NewDelegation{To: values.To, From: values.From.instant(), Until: values.Until.instant(), Templates: values.Templates, Reason: values.Reason, Approval: a.ID}
	if values.All {
		n.Templates = nil
	}
	return n, nil
}
