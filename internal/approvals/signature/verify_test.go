package signature_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/approvals/signature"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/clock"
	"tonggui/internal/testkit/authenticator"
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
	if r := signature.Verify(h.seal(h.document()), newHouse(t).keys); r.OK || !has(r, signature.SealKeyUnknown) || !has(r, signature.RecordKeyUnknown) {
		t.Errorf("with another company's key: %+v", r.Problems)
	}
	if r := signature.Verify(h.seal(h.document()), nil); r.OK {
		t.Error("without any key it is accepted")
	}
}

func has(r signature.Report, code string) bool {
	return slices.ContainsFunc(r.Problems, func(p signature.Problem) bool { return p.Code == code })
}

// Somebody who can seal documents with the company's key changes one: what was signed before still tells.
//
// covers: APV-03
func TestADocumentThatIsPutTogetherOtherwiseIsRefused(t *testing.T) {
	h := newHouse(t).approved()
	other := newHouse(t)
	other.signer, other.keys = h.signer, h.keys
	other.sign(other.record("submit", &applicant, signature.LevelSession, "", signature.StateRunning, 1))
	foreign := other.record(signature.ActApprove, &head, signature.LevelPassword, "head", signature.StateRunning, 2)
	foreign.Approval = uid(99)
	otherChain := other.chain
	otherChain.Approval = uid(99)
	copied, _, err := otherChain.Sign(h.signer, foreign)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(d *signature.Document)
		code   string
	}{
		"a record removed":    {func(d *signature.Document) { d.Records = slices.Delete(d.Records, 1, 2) }, signature.RecordChain},
		"the first removed":   {func(d *signature.Document) { d.Records = d.Records[1:] }, signature.RecordMoved},
		"two records swapped": {func(d *signature.Document) { d.Records[1], d.Records[2] = d.Records[2], d.Records[1] }, signature.RecordMoved},
		"a record twice":      {func(d *signature.Document) { d.Records = slices.Insert(d.Records, 1, d.Records[1]) }, signature.RecordMoved},
		"a copied record":     {func(d *signature.Document) { d.Records[1] = copied }, signature.RecordOther},
		"a moved step":        {func(d *signature.Document) { d.Records[1].Record.Step = "boss" }, signature.RecordSignature},
		"another decision":    {func(d *signature.Document) { d.Records[2].Record.Act = signature.ActReject }, signature.RecordSignature},
		"other words":         {func(d *signature.Document) { d.Records[1].Record.Text = "" }, signature.RecordSignature},
		"another time":        {func(d *signature.Document) { d.Records[1].Record.At++ }, signature.RecordSignature},
		"another person":      {func(d *signature.Document) { d.Records[1].Record.Person = &boss }, signature.RecordSignature},
		"other values":        {func(d *signature.Document) { d.Contents[1] = json.RawMessage(values(3)) }, signature.RecordContent},
		"values in disorder":  {func(d *signature.Document) { slices.Reverse(d.Contents) }, signature.ContentBad},
		"values that nobody signed": {func(d *signature.Document) { d.Contents = append(d.Contents, json.RawMessage(values(3))) },
			signature.ContentBad},
		"another form": {func(d *signature.Document) {
			d.Definition = json.RawMessage(strings.Replace(definition, "跨部门协作", "请假", 1))
		}, signature.RecordContent},
		"a weaker form": {func(d *signature.Document) {
			d.Definition = json.RawMessage(strings.Replace(definition, `"level":"passkey"`, `"level":""`, 1))
		}, signature.RecordContent},
		"another file":           {func(d *signature.Document) { d.Records[0].Record.Attachments[0] = hash(44) }, signature.RecordAttachments},
		"no enrolment":           {func(d *signature.Document) { d.Enrolments = nil }, signature.EnrolmentMissing},
		"an enrolment of others": {func(d *signature.Document) { d.Enrolments[0].Person = head.ID }, signature.EnrolmentMissing},
		"an unused enrolment": {func(d *signature.Document) {
			d.Enrolments = append(d.Enrolments, newPasskey(t, head, "oa.example.com").enrolment)
		}, signature.EnrolmentUnused},
		"a form without steps": {func(d *signature.Document) { d.Definition = json.RawMessage(`{"fields":[]}`) }, signature.RecordStep},
		"no form":              {func(d *signature.Document) { d.Definition = json.RawMessage(`7`) }, signature.DefinitionBad},
	} {
		d := h.document()
		for i := range d.Records { // of their own, so that changing one changes no other
			raw, err := signature.ParseEntry(d.Records[i].Bytes())
			if err != nil {
				t.Fatal(err)
			}
			d.Records[i] = raw
		}
		c.change(&d)
		if r := signature.Verify(h.seal(d), h.keys); r.OK || !has(r, c.code) {
			t.Errorf("%s: %+v, want %s", name, r.Problems, c.code)
		}
	}
}

// What the company has stated cannot be cut short by whoever cannot seal.
//
// covers: APV-03
func TestADocumentThatIsCutShortIsRefused(t *testing.T) {
	h := newHouse(t).approved()
	for name, change := range map[string]func(d *signature.Document){
		"the last record":             func(d *signature.Document) { d.Records = d.Records[:3] },
		"the last one and the number": func(d *signature.Document) { d.Records, d.About.Records = d.Records[:3], 3 },
		"all of the statement rewritten": func(d *signature.Document) {
			d.Records = d.Records[:2]
			last := d.Records[1].Record
			d.About.Records, d.About.LastSHA256, d.About.State, d.About.ClosedAt = 2, last.SHA256(), last.State, nil
			d.Enrolments = []signature.Enrolment{}
		},
		"another state":   func(d *signature.Document) { d.About.State = signature.StateRejected },
		"another title":   func(d *signature.Document) { d.About.Title = "x" },
		"no seal":         func(d *signature.Document) { d.Seal = nil },
		"what is printed": func(d *signature.Document) { d.Printed = json.RawMessage(`{"effect":"x"}`) },
	} {
		d, err := signature.Parse(h.seal(h.document()))
		if err != nil {
			t.Fatal(err)
		}
		change(&d)
		raw, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		raw, err = signature.Canonical(raw)
		if err != nil {
			t.Fatal(err)
		}
		if r := signature.Verify(append(raw, '\n'), h.keys); r.OK || !has(r, signature.SealBad) {
			t.Errorf("%s: %+v", name, r.Problems)
		}
	}
}

// covers: APV-03
func TestAPasskeyCountsOnlyForWhatItSignedWhereAndByWhom(t *testing.T) {
	for name, c := range map[string]struct {
		make func(h *house, r signature.Record) *signature.Passkey
		code string
	}{
		"another challenge": {func(h *house, r signature.Record) *signature.Passkey {
			return h.boss.sign(r, how{challenge: &[32]byte{1}})
		}, signature.PasskeyChallenge},
		"an enrolment instead": {func(h *house, r signature.Record) *signature.Passkey {
			return h.boss.sign(r, how{typ: "webauthn.create"})
		}, signature.PasskeySignature},
		"nobody verified": {func(h *house, r signature.Record) *signature.Passkey {
			h.boss.Flags = authenticator.Present
			return h.boss.sign(r, how{})
		}, signature.PasskeyUnverified},
		"another place": {func(h *house, r signature.Record) *signature.Passkey {
			h.boss.Place = "evil.net"
			return h.boss.sign(r, how{})
		}, signature.PasskeyPlace},
		"another page": {func(h *house, r signature.Record) *signature.Passkey {
			h.boss.Origin = "https://evil.net"
			return h.boss.sign(r, how{})
		}, signature.PasskeyPlace},
		"another person's": {func(h *house, r signature.Record) *signature.Passkey {
			h.boss = newPasskey(h.t, head, "oa.example.com")
			return h.boss.sign(r, how{})
		}, signature.EnrolmentOther},
		"enrolled later": {func(h *house, r signature.Record) *signature.Passkey {
			h.boss.enrolment.At = r.At + 1
			return h.boss.sign(r, how{})
		}, signature.EnrolmentOther},
		"another key under its name": {func(h *house, r signature.Record) *signature.Passkey {
			p := h.boss.sign(r, how{})
			p.Signature = newPasskey(h.t, boss, "oa.example.com").sign(r, how{}).Signature
			return p
		}, signature.PasskeySignature},
	} {
		h := newHouse(t)
		h.sign(h.record("submit", &applicant, signature.LevelSession, "", signature.StateRunning, 1))
		r := h.record(signature.ActApprove, &boss, signature.LevelPasskey, "boss", signature.StateApproved, 2)
		r.Passkey = c.make(h, r)
		h.sign(r)
		if got := signature.Verify(h.seal(h.document()), h.keys); got.OK || !has(got, c.code) {
			t.Errorf("%s: %+v, want %s", name, got.Problems, c.code)
		}
	}
}

// covers: APV-03
func TestAStepIsConfirmedAsStronglyAsTheFormAsks(t *testing.T) {
	for _, c := range []struct {
		level, step string
		ok          bool
	}{
		{signature.LevelSession, "head", false}, {signature.LevelPassword, "head", true}, {signature.LevelPassword, "boss", false}, {signature.LevelSystem, "boss", false}, {signature.LevelSystem, "head", false},
	} {
		h := newHouse(t)
		h.sign(h.record("submit", &applicant, signature.LevelSession, "", signature.StateRunning, 1))
		who := &head
		if c.level == signature.LevelSystem {
			who = nil
		}
		h.sign(h.record(signature.ActApprove, who, c.level, c.step, signature.StateRunning, 2))
		if got := signature.Verify(h.seal(h.document()), h.keys); got.OK != c.ok {
			t.Errorf("%s at %s: %+v", c.level, c.step, got.Problems)
		}
	}
}

func TestNothingIsAddedToAChainThatItDoesNotFit(t *testing.T) {
	h := newHouse(t).approved()
	stale := h.record("comment", &head, signature.LevelSession, "", signature.StateApproved, 2)
	h.sign(h.record("comment", &boss, signature.LevelSession, "", signature.StateApproved, 2))
	if _, _, err := h.chain.Sign(h.signer, stale); !errors.Is(err, signature.ErrMoved) {
		t.Errorf("a record that was overtaken: %v", err)
	}
	good := h.record("comment", &head, signature.LevelSession, "", signature.StateApproved, 2)
	for name, change := range map[string]func(r *signature.Record){
		"another approval":   func(r *signature.Record) { r.Approval = uid(77) },
		"another company":    func(r *signature.Record) { r.Company = "x" },
		"another end":        func(r *signature.Record) { r.State = signature.StateRejected },
		"an unknown state":   func(r *signature.Record) { r.State = "open" },
		"an unknown level":   func(r *signature.Record) { r.Level = "" },
		"nobody":             func(r *signature.Record) { r.Person = nil },
		"no time":            func(r *signature.Record) { r.At = 0 },
		"no passkey":         func(r *signature.Record) { r.Level = signature.LevelPasskey },
		"a passkey too many": func(r *signature.Record) { r.Passkey = &signature.Passkey{} },
	} {
		r := good
		change(&r)
		if _, _, err := h.chain.Sign(h.signer, r); !errors.Is(err, signature.ErrRecord) {
			t.Errorf("%s: %v", name, err)
		}
	}
	e, c, err := h.chain.Sign(h.signer, good)
	if err != nil {
		t.Fatal(err)
	}
	again, err := signature.ParseEntry(e.Bytes())
	if err != nil || again.Chain() != c {
		t.Errorf("kept and read: %+v, want %+v (%v)", again.Chain(), c, err)
	}
	if r, err := signature.ParseRecord(good.Bytes()); err != nil || r.Challenge() != good.Challenge() {
		t.Errorf("a record that waited for its passkey: %v", err)
	}
}

func TestClocksOfServersMayDifferALittle(t *testing.T) {
	for back, ok := range map[clock.Instant]bool{59_000_000: true, 61_000_000: false} {
		h := newHouse(t)
		h.sign(h.record("submit", &applicant, signature.LevelSession, "", signature.StateRunning, 1))
		r := h.record("comment", &head, signature.LevelSession, "", signature.StateRunning, 2)
		r.At -= back
		h.sign(r)
		if got := signature.Verify(h.seal(h.document()), h.keys); got.OK != ok {
			t.Errorf("%d earlier: %+v", back, got.Problems)
		}
	}
}

func TestKeysOfWitnessesSignNoApprovals(t *testing.T) {
	h := newHouse(t).approved()
	c, err := proof.NewCosigner("tonggui/approvals/test", make([]byte, 32), clock.NewSystem())
	if err != nil {
		t.Fatal(err)
	}
	if r := signature.Verify(h.seal(h.document()), []proof.Key{c.Key()}); r.OK {
		t.Error("a witness's key verifies it")
	}
}
