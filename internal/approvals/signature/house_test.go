package signature_test

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"tonggui/internal/approvals/signature"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/authenticator"
)

const begin = clock.Instant(1772416800000000)

func uid(n byte) id.ID { return id.ID{0x01, 0x9c, 0xac, 0x21, 0, 0, 0x70, 0, 0x80, 15: n} }

var (
	applicant = signature.Person{ID: uid(1), Name: "林知夏", Number: "1001"}
	head      = signature.Person{ID: uid(2), Name: "周怀远", Number: "1002"}
	boss      = signature.Person{ID: uid(3), Name: "O\"Brien\n", Number: "1003"}
)

func hash(n byte) signature.Hash { return signature.Hash{n, 31: n} }

// passkey is an authenticator in software, and its enrolment.
type passkey struct {
	*authenticator.Authenticator
	enrolment signature.Enrolment
}

func newPasskey(t testing.TB, of signature.Person, place string) *passkey {
	t.Helper()
	a := authenticator.New(t, "https://"+place)
	return &passkey{a, signature.Enrolment{At: begin - 1, CredentialID: a.ID, Person: of.ID, PublicKey: a.PublicKey(), RPID: place, V: signature.Version}}
}

// how an assertion differs from the right one.
type how struct {
	challenge *[32]byte
	typ       string
}

func (p *passkey) sign(r signature.Record, h how) *signature.Passkey {
	challenge, typ := r.Challenge(), cmp.Or(h.typ, "webauthn.get")
	if h.challenge != nil {
		challenge = *h.challenge
	}
	data, client := p.Data(p.enrolment.RPID, p.Flags), p.Client(typ, base64.RawURLEncoding.EncodeToString(challenge[:]))
	return &signature.Passkey{AuthenticatorData: data, ClientDataJSON: client, CredentialID: p.ID, EnrolmentSHA256: p.enrolment.SHA256(), PublicKey: p.enrolment.PublicKey, Signature: p.Sign(data, client)}
}

const definition = `{"name":{"zh-CN":"跨部门协作","en":"Collaboration"},"level":"password","fields":[{"id":"what","kind":"longtext","columns":[]},
 {"id":"papers","kind":"attachment"},{"id":"work","kind":"rows","columns":[{"id":"plan","kind":"image"}]},{"id":"drawn","kind":"signature"}],
 "route":{"steps":[{"id":"head","kind":"approve"},{"id":"way","kind":"branch","arms":[{"id":"a","steps":[{"id":"boss","kind":"approve","level":"passkey"}]}]}]}}`

func values(n int) string {
	return fmt.Sprintf(`{"what":"第 %d 版\n\"x\"","papers":[{"file_id":"f1","name":"a.pdf","size":12,"sha256":"%v"}],"work":[{"plan":[{"sha256":"%v"}]},{"plan":null}],
 "drawn":{"png_sha256":"%v","file_id":"f2"}}`, n, hash(11), hash(12), hash(13))
}

// house is a company with a key, and an approval that goes through it.
type house struct {
	t       testing.TB
	signer  *signature.Signer
	keys    []proof.Key
	chain   signature.Chain
	entries []signature.Entry
	boss    *passkey
}

func newHouse(t testing.TB) *house {
	t.Helper()
	secret, public, err := signature.NewKey("tonggui/approvals/test")
	if err != nil {
		t.Fatal(err)
	}
	s, err := signature.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	return &house{t: t, signer: s, keys: []proof.Key{public}, boss: newPasskey(t, boss, "oa.example.com")}
}

// record is the next one, at the values' n-th version.
func (h *house) record(act string, by *signature.Person, level, step, state string, n int) signature.Record {
	h.t.Helper()
	content, err := signature.ContentSHA256([]byte(definition), []byte(values(n)))
	if err != nil {
		h.t.Fatal(err)
	}
	files, err := signature.AttachmentsOf([]byte(definition), []byte(values(n)))
	if err != nil {
		h.t.Fatal(err)
	}
	task := uid(50)
	r, err := h.chain.Append(signature.Record{Act: act, Approval: uid(9), At: begin.Add(1000000 * 1000), Attachments: files, Company: "同轨", ContentSHA256: content, Level: level,
		Person: by, Round: 1, Serial: "XZ2026030001", State: state, Step: step, Task: &task, Template: "collaboration", Text: "同意。<b> & \u2028", Version: 3})
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func (h *house) sign(r signature.Record) {
	h.t.Helper()
	e, c, err := h.chain.Sign(h.signer, r)
	if err != nil {
		h.t.Fatal(err)
	}
	h.entries, h.chain = append(h.entries, e), c
}

// approved takes the approval to its end.
func (h *house) approved() *house {
	h.t.Helper()
	h.sign(h.record("submit", &applicant, signature.LevelSession, "", signature.StateRunning, 1))
	first := h.record(signature.ActApprove, &head, signature.LevelPassword, "head", signature.StateRunning, 2)
	stroke := hash(20)
	first.For, first.To, first.StrokeSHA256 = &boss, []signature.Person{applicant, boss}, &stroke
	first.Attachments = append(first.Attachments, hash(14))
	h.sign(first)
	last := h.record(signature.ActApprove, &boss, signature.LevelPasskey, "boss", signature.StateApproved, 2)
	last.Passkey = h.boss.sign(last, how{})
	h.sign(last)
	h.sign(h.record("effect", nil, signature.LevelSystem, "", signature.StateApproved, 2))
	return h
}

func (h *house) document() signature.Document {
	d := signature.Document{About: signature.About{Department: "研发部", MadeAt: begin.Add(1), Title: "协作申请"}, Definition: json.RawMessage(definition),
		Contents: []json.RawMessage{json.RawMessage(values(1)), json.RawMessage(values(2))}, Records: slices.Clone(h.entries), Printed: json.RawMessage(`{"effect":"无"}`)}
	if slices.ContainsFunc(h.entries, func(e signature.Entry) bool { return e.Record.Passkey != nil }) {
		d.Enrolments = []signature.Enrolment{h.boss.enrolment}
	}
	return d
}

func (h *house) seal(d signature.Document) []byte {
	h.t.Helper()
	file, err := h.signer.Seal(d)
	if err != nil {
		h.t.Fatal(err)
	}
	return file
}
