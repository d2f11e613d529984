package engine

import "tonggui/internal/platform/apperr"

// Refusals. Nothing has changed when one is answered.
var (
	ErrNotYours      = apperr.Define(403, "approval.not_yours")       // the task is another person's, or the approval another applicant's
	ErrClosed        = apperr.Define(409, "approval.task_closed")     // the task is decided, waits, or counts no more
	ErrEnded         = apperr.Define(409, "approval.ended")           // the approval is approved, rejected or withdrawn
	ErrNotAllowed    = apperr.Define(403, "approval.not_allowed")     // the step or the state does not allow this act
	ErrStepUnknown   = apperr.Define(422, "approval.step_unknown")    // cannot be returned to that step
	ErrInactive      = apperr.Define(422, "approval.person_inactive") // who acts or is named has left or is frozen
	ErrApplicantSelf = apperr.Define(422, "approval.applicant_self")  // the applicant would decide their own approval
	ErrAlreadyAsked  = apperr.Define(422, "approval.already_asked")   // the person has a part in this step already
	ErrTooManyAsked  = apperr.Define(422, "approval.too_many_asked")
	ErrChosenWrong   = apperr.Define(422, "approval.chosen_wrong") // step: too few, too many, twice, or nobody is chosen there
	ErrNobody        = apperr.Define(422, "approval.nobody")       // step: nobody is there to be asked
	ErrTooOften      = apperr.Define(409, "approval.too_often")    // handed on or returned more often than anybody can follow
	ErrNotDue        = apperr.Define(409, "approval.not_due")
)

// Bounds, so that a state does not grow without end.
const (
	MaxAdded  = 20  // people added in one coming to a step
	MaxHeld   = 50  // tasks of one seat: how often it can be handed on
	MaxRounds = 100 // rounds: how often an approval can be returned
)
