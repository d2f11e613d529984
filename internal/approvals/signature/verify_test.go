package signature_test

import (
	"testing"

	"tonggui/internal/approvals/signature"
)

// covers: APV-03
func TestASignedApprovalVerifiesWithThePublicKeyAlone(t *testing.T) {
	h := newHouse(t).approved()
	r := signature.Verify(h.seal(h.document()), h.keys)
	if !r.OK || len(r.Problems) != 0 {
		t.Fatalf("refused: %+v", r.Problems)
	}
	if len(r.Records) != 4 || r.State != signature.StateApproved || r.Records[2].Place != "oa.example.com" || len(r.Files) != 4 {
		t.Errorf("told %+v", r)
	}
}
