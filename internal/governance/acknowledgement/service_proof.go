package acknowledgement

import (
	"context"
	"errors"
	"strconv"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/pdf"
	"tonggui/internal/platform/ref"
)

// AcknowledgementProof is all that is known of one acknowledgement, with the proof of its record.
type AcknowledgementProof struct {
	Person          ref.Person        `json:"person"`
	Acknowledgement Acknowledgement   `json:"acknowledgement"`
	SessionID       *id.ID            `json:"session_id"`
	IP              string            `json:"ip"`
	UserAgent       string            `json:"user_agent"`
	RecordID        id.ID             `json:"record_id" doc:"of the act in the audit log"`
	Audit           *audit.AuditProof `json:"audit" doc:"that the record stands in the log; null until it has a number, which takes seconds"`
}

// Proof proves that an account has acknowledged a version; the zero ID is the caller. That somebody
// looks at that of another is recorded first. Whoever may: AcknowledgementProof.
//
// Errors: apperr.NotFound where there is nothing to prove, also for those whom it does not concern.
func (s *Service) Proof(ctx context.Context, who authz.Principal, one id.ID, version int64, account id.ID) (out AcknowledgementProof, err error) {
	own := account.IsZero() || account == who.Account
	if own {
		account = who.Account
	} else if !authz.Can(who, authz.AcknowledgementProof) {
		return out, apperr.NotFound.New()
	}
	k, err := selectOne(s.DB.Ask(ctx), account, one, version)
	people := s.People.People([]id.ID{account})
	switch {
	case errors.Is(err, db.ErrNone), err == nil && k.signedAt == 0, len(people) == 0:
		return out, apperr.NotFound.New()
	case err != nil:
		return out, err
	}
	if !own {
		if err := s.DB.Write(ctx, func(tx *db.Tx) error {
			return audit.Write(tx, who, audit.Entry{Action: authz.AcknowledgementProof, Object: "regulation", ObjectID: one, Subject: account,
				Facts: map[string]any{"version": version}})
		}); err != nil {
			return out, err
		}
	}
	titles, err := titlesIn(s.DB.Ask(ctx), who.Language)
	if err != nil {
		return out, err
	}
	out = AcknowledgementProof{Person: people[0], Acknowledgement: shown(k, titles[one], s.DB.Now()), IP: k.ip, UserAgent: k.userAgent, RecordID: k.record}
	if !k.session.IsZero() {
		out.SessionID = &k.session
	}
	proof, err := s.Audit.Proof(ctx, k.record)
	switch {
	case err == nil:
		out.Audit = &proof
	case !apperr.Has(err, audit.ErrUnsigned):
		return out, err
	}
	return out, nil
}

// ProofPDF is Proof for paper, in the caller's language and by the clock of the person's site.
func (s *Service) ProofPDF(ctx context.Context, who authz.Principal, one id.ID, version int64, account id.ID) (data []byte, fileName string, err error) {
	p, err := s.Proof(ctx, who, one, version, account)
	if err != nil {
		return nil, "", err
	}
	var department id.ID
	if p.Person.DepartmentID != nil {
		department = *p.Person.DepartmentID
	}
	c, err := s.Days.For(s.DB.Ask(ctx), department)
	if err != nil {
		return nil, "", err
	}
	w := paper{language: i18n.Match(who.Language), zone: c.Zone()}
	a := p.Acknowledgement
	title := w.say("pdf.title", nil)
	d := pdf.New(pdf.Info{Title: title, Head: title + " · " + a.Title, Made: s.DB.Now().Time()})
	d.Title(title)
	d.Paragraph(0, w.say("pdf.says", map[string]any{"name": p.Person.Name, "number": p.Person.Number, "title": a.Title, "version": a.Version}))
	d.Heading(1, w.say("pdf.facts", nil))
	for _, line := range [][2]string{
		{"person", p.Person.Name + " · " + p.Person.Number}, {"department", p.Person.DepartmentName},
		{"regulation", a.Title + " · " + w.say("pdf.version", map[string]any{"number": a.Version})}, {"effective_at", w.at(&a.EffectiveAt)},
		{"asked_at", w.at(&a.AskedAt)}, {"opened_at", w.at(a.OpenedAt)}, {"open_for", w.span(a.OpenMS)}, {"acknowledged_at", w.at(a.At)},
		{"ip", p.IP}, {"client", p.UserAgent}, {"hash", a.VersionHash},
	} {
		if line[1] != "" {
			d.Paragraph(0, w.say("pdf.field."+line[0], nil)+"  "+line[1])
		}
	}
	d.Heading(1, w.say("pdf.record", nil))
	d.Paragraph(0, w.say("pdf.field.record", nil)+"  "+p.RecordID.String())
	if p.Audit == nil {
		d.Paragraph(0, w.say("pdf.unsigned", nil))
	} else {
		d.Paragraph(0, w.say("pdf.field.number", nil)+"  "+strconv.FormatInt(p.Audit.Number, 10))
		d.Small(p.Audit.Record)
		d.Paragraph(0, w.say("pdf.verify", nil))
		for _, h := range p.Audit.Hashes {
			d.Small(h)
		}
		d.Paragraph(0, w.say("pdf.field.checkpoint", nil))
		d.Small(p.Audit.Checkpoint)
	}
	data, err = d.Bytes()
	return data, w.say("pdf.file", nil) + "-" + p.Person.Number + "-" + safeName(a.Title) + "-v" + strconv.FormatInt(a.Version, 10) + ".pdf", err
}

// paper puts things into words as people read them.
type paper struct {
	language string
	zone     *time.Location
}

func (w paper) say(key string, params map[string]any) string {
	return i18n.Text(w.language, "acknowledgement", key, params)
}

func (w paper) at(at *clock.Instant) string {
	if at == nil || *at == 0 {
		return ""
	}
	return at.Time().In(w.zone).Format("2006-01-02 15:04:05 -07:00")
}

func (w paper) span(ms int64) string {
	s := ms / 1000
	return w.say("span", map[string]any{"minutes": s / 60, "seconds": s % 60})
}
