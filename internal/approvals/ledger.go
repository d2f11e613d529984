package approvals

import (
	"cmp"

	"tonggui/internal/approvals/signature"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// ledger adds acts to an approval in one transaction.
type ledger struct {
	s       *Service
	tx      *db.Tx
	chain   signature.Chain
	a       *approval
	e       edition
	company string
}

// add stores an act with its signed record.
func (l *ledger) add(d deed, r signature.Record, m move) error {
	signer, err := l.s.Keys.Signer(l.tx)
	if err != nil {
		return err
	}
	if r.V == 0 {
		if r, err = l.s.record(l.tx, *l.a, l.e, l.company, m, d); err != nil {
			return err
		}
	}
	r.Passkey = nil
	next, err := l.chain.Append(r)
	if err != nil {
		return err
	}
	if m.nonce != nil {
		next.Nonce = *m.nonce
	}
	next.Passkey = m.key
	entry, chain, err := l.chain.Sign(signer, next)
	if err != nil {
		return err
	}
	l.chain = chain
	l.a.acts++
	d.n, d.entry = l.a.acts, entry.Bytes()
	return insertDeed(l.tx, l.a.id, d)
}

// byItself adds what nobody did.
func (l *ledger) byItself(d deed) error {
	d.id, d.at, d.level = id.New(l.tx.Now), l.tx.Now, signature.LevelSystem
	return l.add(d, signature.Record{}, move{level: d.level})
}

// intact wants an approval to be as its newest record has it: as many acts, the same state, the same form and values.
// Whoever changes rows beside the program is noticed here, before anybody signs for the change.
func (s *Service) intact(chain signature.Chain, a approval, e edition) error {
	content, err := signature.ContentSHA256(e.raw, a.raw)
	if err == nil && int64(chain.N) == a.acts && chain.State == a.status && chain.Content == content {
		return nil
	}
	s.Log.Error("an approval is not what its signed records say: rows were changed beside the program", "approval", a.id, "acts", a.acts, "records", chain.N,
		"state", a.status, "recorded", chain.State, "error", err)
	return ErrBroken.New()
}

// record says what an act is, for the chain.
func (s *Service) record(q db.Q, a approval, e edition, company string, m move, d deed) (r signature.Record, err error) {
	r = signature.Record{V: signature.Version, Act: d.kind, Approval: a.id, At: d.at, Company: cmp.Or(company, "-"), Level: d.level, Round: max(a.state.Round, 1),
		Serial: a.serial, State: a.status, Step: d.step, Template: a.template, Version: int(a.edition), Text: d.text, To: []signature.Person{}}
	if r.ContentSHA256, err = signature.ContentSHA256(e.raw, a.raw); err != nil {
		return r, err
	}
	if r.Attachments, err = signature.AttachmentsOf(e.raw, a.raw); err != nil {
		return r, err
	}
	r.Person, r.For = s.signatory(d.person), s.signatory(d.for_)
	for _, one := range d.people {
		if p := s.signatory(one); p != nil {
			r.To = append(r.To, *p)
		}
	}
	if !d.task.IsZero() {
		r.Task = &d.task
	}
	if m.stroke != nil {
		r.StrokeSHA256 = &m.stroke.sha256
	}
	return r, nil
}

// signatory is somebody as records name them, for good; nil for nobody.
func (s *Service) signatory(account id.ID) *signature.Person {
	if account.IsZero() {
		return nil
	}
	p := signature.Person{ID: account, Name: s.People.Name(account)}
	for _, known := range s.People.People([]id.ID{account}) {
		p.Number = known.Number
	}
	return &p
}
