package trial

import "tonggui/internal/platform/apperr"

// Errors of this room. ErrInterrupted and ErrFailed are only ever a trial's error_code.
var (
	ErrNoFacts     = apperr.Define(422, "rule.trial_without_facts")
	ErrSpan        = apperr.Define(422, "rule.trial_span")
	ErrBusy        = apperr.Define(409, "rule.trials_busy")
	ErrNotRunning  = apperr.Define(409, "rule.trial_not_running")
	ErrInterrupted = apperr.Define(503, "rule.trial_interrupted")
	ErrFailed      = apperr.Define(500, "rule.trial_failed")
)
