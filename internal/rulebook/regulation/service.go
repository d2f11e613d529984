package regulation

import (
	"context"
	"log/slog"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// Deps are what the room needs from the house.
type Deps struct {
	DB   *db.DB
	Book *rulebook.Book
	Log  *slog.Logger
}

// Service is the room. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the room.
func New(d Deps) *Service { return &Service{d} }

const tickEvery = time.Second

// Start tells what comes into force until ctx ends.
func (s *Service) Start(ctx context.Context) {
	clock.Every(ctx, tickEvery, s.Tick, func(err error) {
		s.Log.ErrorContext(ctx, "telling which regulations are in force failed; it will be tried again", "error", err)
	})
}

// Tick tells once of each version whose instant has come, however many nodes look.
func (s *Service) Tick(ctx context.Context) error {
	const atOnce = 20
	waiting, err := selectDue(s.DB.Ask(ctx), s.DB.Now(), atOnce)
	if err != nil || len(waiting) == 0 {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		waiting, err := selectDue(tx, tx.Now, atOnce)
		for _, d := range waiting {
			if failed := announce(tx, d); failed != nil {
				return failed
			}
		}
		return err
	})
}

// announce says that a version is in force, unless that was said.
func announce(tx *db.Tx, d due) error {
	mine, err := updateAnnounced(tx, d)
	if err != nil || !mine {
		return err
	}
	return tx.Say(event.RegulationInForce{Regulation: d.regulation, Version: d.number})
}

// writes tells whether a person sees drafts. The command line, which nobody has to log in to, does.
func writes(who authz.Principal) bool {
	return who.Anonymous() || authz.Can(who, authz.RegulationWrite)
}

// open is the access door: a regulation with the versions that a person may see. Without any it does
// not exist for them.
func open(q db.Q, who authz.Principal, one id.ID) (head, []version, error) {
	h, err := selectHead(q, one)
	if err != nil {
		return h, nil, err
	}
	all, err := selectVersions(q, []id.ID{one})
	if err != nil {
		return h, nil, err
	}
	seen := visible(who, all[one])
	if len(seen) == 0 {
		return h, nil, apperr.NotFound.New()
	}
	return h, seen, nil
}

// visible drops the drafts of those who may not write them.
func visible(who authz.Principal, all []version) (out []version) {
	for _, v := range all {
		if v.publishedAt != nil || writes(who) {
			out = append(out, v)
		}
	}
	return out
}

// pick finds a version by its number.
func pick(all []version, number int64) (version, error) {
	for _, v := range all {
		if v.number == number {
			return v, nil
		}
	}
	return version{}, apperr.NotFound.New()
}

// inForce is the version in force at an instant; number 0: none is. all are newest first.
func inForce(all []version, now clock.Instant) version {
	for _, v := range all {
		if v.effectiveAt != nil && *v.effectiveAt <= now {
			return v
		}
	}
	return version{}
}

// shown is a version's head as it stands at an instant; all are the regulation's versions, newest first.
func shown(all []version, v version, now clock.Instant) VersionHead {
	h := VersionHead{Number: v.number, State: Draft, Title: v.title, EffectiveAt: v.effectiveAt, PublishedAt: v.publishedAt, PublishedBy: some(v.published),
		Reason: v.reason, Revision: v.revision, Chapters: v.counts[0], Sections: v.counts[1], Articles: v.counts[2], Clauses: v.counts[3],
		ImportID: some(v.importID), OpenDoubts: v.openDoubts}
	if v.publishedAt == nil {
		return h
	}
	for _, later := range all { // the next of the published ones ends it
		if later.number > v.number && later.effectiveAt != nil {
			h.EndedAt = later.effectiveAt
		}
	}
	switch {
	case *v.effectiveAt > now:
		h.State = Scheduled
	case h.EndedAt != nil && *h.EndedAt <= now:
		h.State = Superseded
	default:
		h.State = InForce
	}
	return h
}
