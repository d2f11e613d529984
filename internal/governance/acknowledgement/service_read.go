package acknowledgement

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation"
)

// Acknowledged tells when an account acknowledged a version; 0: it has not. It is for the rooms in which
// only what was acknowledged counts, within their own transaction or snapshot.
func Acknowledged(q db.Q, account, regulation id.ID, version int64) (clock.Instant, error) {
	k, err := selectOne(q, account, regulation, version)
	if errors.Is(err, db.ErrNone) {
		return 0, nil
	}
	return k.signedAt, err
}

// maxWaiting bounds what waits for one person: there are not that many regulations.
const maxWaiting = 200

// Mine lists what waits for the caller, or what they have acknowledged.
func (s *Service) Mine(ctx context.Context, who authz.Principal, done bool, page httpapi.Page) (out AcknowledgementPage, err error) {
	at, after, err := parseCursor(page.Cursor)
	if err != nil {
		return out, err
	}
	err = s.DB.Read(ctx, func(q db.Q) (err error) {
		out, err = s.mine(q, who, done, at, after, page.Limit)
		return err
	})
	return out, err
}

func (s *Service) mine(q db.Q, who authz.Principal, done bool, at clock.Instant, after id.ID, limit int) (out AcknowledgementPage, err error) {
	rows, err := selectMine(q, who.Account, maxWaiting)
	if err != nil {
		return out, err
	}
	out.Waiting = len(rows)
	for _, k := range rows {
		if k.state(q.At()) == stateOverdue {
			out.Overdue++
		}
	}
	if done {
		if rows, err = selectSigned(q, who.Account, at, after, limit+1); err != nil {
			return out, err
		}
		if len(rows) > limit {
			last := rows[limit-1]
			next := strconv.FormatInt(int64(last.signedAt), 10) + "." + last.regulation.String()
			rows, out.NextCursor = rows[:limit], &next
		}
	}
	titles, err := titlesIn(q, who.Language)
	if err != nil {
		return out, err
	}
	out.Items = []Acknowledgement{}
	for _, k := range rows {
		out.Items = append(out.Items, shown(k, titles[k.regulation], q.At()))
	}
	out.Late, out.Abilities, err = s.duties(q, who)
	return out, err
}

// duties are what somebody may do about the acknowledgements of others, and how many people are late
// whom they answer for as a head.
func (s *Service) duties(q db.Q, who authz.Principal) (late int64, abilities []string, err error) {
	abilities = []string{}
	if authz.Can(who, authz.AcknowledgementDemand) {
		abilities = append(abilities, string(authz.AcknowledgementDemand))
	}
	t, err := readTree(q)
	if err != nil {
		return 0, abilities, err
	}
	in, may, err := scopeOf(q, t, who, authz.AcknowledgementState)
	if err != nil || !may {
		return 0, abilities, err
	}
	abilities = append(abilities, string(authz.AcknowledgementState))
	if in.all {
		return 0, abilities, nil
	}
	counted, err := selectLateBy(q, q.At())
	for d, n := range counted {
		if in.holds(d) {
			late += n
		}
	}
	return late, abilities, err
}

func titlesIn(q db.Q, language string) (map[id.ID]string, error) {
	all, err := regulation.Standings(q, language)
	out := map[id.ID]string{}
	for _, r := range all {
		out[r.Regulation] = r.Title
	}
	return out, err
}

// parseCursor reads the instant and the regulation of the last item that was given out.
func parseCursor(text string) (clock.Instant, id.ID, error) {
	if text == "" {
		return 1 << 62, id.Zero, nil
	}
	at, of, found := strings.Cut(text, ".")
	n, err := strconv.ParseInt(at, 10, 64)
	regulation, failed := id.Parse(of)
	if !found || errors.Join(err, failed) != nil || n < 0 {
		return 0, id.Zero, httpapi.BadCursor()
	}
	return clock.Instant(n), regulation, nil
}

// Own is what a version demands of the caller; nothing also where there is no such version.
//
// Errors: apperr.NotFound for what can be no regulation.
func (s *Service) Own(ctx context.Context, who authz.Principal, one id.ID, version int64) (out OwnAcknowledgement, err error) {
	if one.IsZero() { // no regulation ever has it: whoever asks has made a mistake
		return out, apperr.NotFound.New()
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		k, err := selectOne(q, who.Account, one, version)
		if errors.Is(err, db.ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		titles, err := titlesIn(q, who.Language)
		a := shown(k, titles[one], q.At())
		out.Acknowledgement = &a
		return err
	})
	return out, err
}

// mayRead finds the caller's own row.
//
// Errors: apperr.NotFound where they were never asked.
func mayRead(q db.Q, who authz.Principal, one id.ID, version int64) (row, error) {
	k, err := selectOne(q, who.Account, one, version)
	if errors.Is(err, db.ErrNone) {
		return k, apperr.NotFound.New()
	}
	return k, err
}

// read counts the time since the last sign, where there was one shortly before. Two devices at once
// count once.
func (k *row) read(now clock.Instant) {
	if k.openedAt == 0 {
		k.openedAt = now
	}
	if since := now.Sub(k.beatAt); k.beatAt > 0 && since > 0 && since <= beatGap {
		k.openMS += since.Milliseconds()
		k.beatAt = k.beatAt.Add(since.Truncate(1e6))
		return
	}
	if now > k.beatAt {
		k.beatAt = now
	}
}

// Reading is the sign that the caller has a version open before them: when they begin to see it, every
// 15 seconds while they do, and when they turn away. Once it is acknowledged nothing is counted.
//
// Errors: apperr.NotFound where they were never asked.
func (s *Service) Reading(ctx context.Context, who authz.Principal, one id.ID, version int64) (out Acknowledgement, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		k, err := mayRead(tx, who, one, version)
		if err != nil {
			return err
		}
		if k.signedAt == 0 && k.endedAt == 0 {
			k.read(tx.Now)
			if err := updateRead(tx, k); err != nil {
				return err
			}
		}
		titles, err := titlesIn(tx, who.Language)
		out = shown(k, titles[one], tx.Now)
		return err
	})
	return out, err
}

// Acknowledge says that the caller has read a version; hash names its words. A second time changes
// nothing. It is recorded in the audit log.
//
// Errors: apperr.NotFound where they were never asked, ErrNotAsked where they no longer are,
// ErrNotInForce for another version than the one in force, ErrOtherText.
func (s *Service) Acknowledge(ctx context.Context, who authz.Principal, one id.ID, version int64, hash string) (out Acknowledgement, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		k, err := mayRead(tx, who, one, version)
		if err != nil {
			return err
		}
		now, err := standing(tx, one, who.Language)
		if err != nil {
			return err
		}
		if err := sign(tx, who, &k, now.Number, hash); err != nil {
			return err
		}
		out = shown(k, now.Title, tx.Now)
		return nil
	})
	return out, err
}

func sign(tx *db.Tx, who authz.Principal, k *row, inForce int64, hash string) error {
	sum, err := hex.DecodeString(hash)
	switch same := err == nil && bytes.Equal(sum, k.hash); {
	case k.signedAt > 0 && same:
		return nil
	case k.version != inForce:
		return ErrNotInForce.New("version", inForce)
	case k.endedAt > 0 && k.signedAt == 0:
		return ErrNotAsked.New()
	case !same:
		return ErrOtherText.New()
	}
	k.read(tx.Now)
	if err := updateRead(tx, *k); err != nil {
		return err
	}
	meta := httpapi.MetaOf(tx.Context())
	k.signedAt, k.session, k.userAgent = tx.Now, who.Session, meta.UserAgent
	if meta.IP.IsValid() {
		k.ip = meta.IP.String()
	}
	k.record, err = audit.Record(tx, who, audit.Entry{Action: authz.AcknowledgementGive, Object: "regulation", ObjectID: k.regulation,
		Facts: map[string]any{"version": k.version, "text_sha256": hex.EncodeToString(k.hash), "opened_at": k.openedAt, "open_ms": k.openMS}})
	if err != nil {
		return err
	}
	if err := updateSigned(tx, *k); err != nil {
		return err
	}
	return tx.Say(event.AcknowledgementTold{Regulation: k.regulation, Version: k.version, What: "done", Accounts: []id.ID{k.account}})
}
