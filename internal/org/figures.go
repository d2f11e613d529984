package org

import (
	"sync/atomic"

	"tonggui/internal/platform/apperr"
)

// outcomes are how a login can end, for the metrics. What is not among them is an error of ours.
var outcomes = []struct {
	name string
	def  *apperr.Def
}{
	{"wrong", ErrLoginFailed}, {"throttled", ErrLoginThrottled}, {"busy", ErrLoginBusy}, {"frozen", ErrFrozen}, {"left", ErrLeft},
}

type logins struct {
	good, failed atomic.Int64
	refused      [5]atomic.Int64 // by outcome
}

func (l *logins) count(err error) {
	if err == nil {
		l.good.Add(1)
		return
	}
	for i, o := range outcomes {
		if apperr.Has(err, o.def) {
			l.refused[i].Add(1)
			return
		}
	}
	l.failed.Add(1)
}

// Logins tells how logins by password ended since the start.
func (s *Service) Logins() map[string]float64 {
	out := map[string]float64{"ok": float64(s.logins.good.Load()), "error": float64(s.logins.failed.Load())}
	for i, o := range outcomes {
		out[o.name] = float64(s.logins.refused[i].Load())
	}
	return out
}
