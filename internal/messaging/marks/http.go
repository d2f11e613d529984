package marks

import (
	"context"
	"net/http"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Routes adds the room's operations to the server.
func (s *Service) Routes(api *httpapi.Server) {
	const (
		one     = "/conversations/{id}"
		message = one + "/messages/{seq}"
		emoji   = message + "/reactions/{emoji}"
		pins    = one + "/pins"
		star    = "/stars/{conversation_id}/{seq}"
		later   = "/later/{conversation_id}/{seq}"
	)
	none := []*apperr.Def{apperr.NotFound}
	fresh := append(none, messaging.ErrNotMarkable, messaging.ErrRecalled)
	receipt := append(none, apperr.Forbidden, ErrNoReceipt, messaging.ErrRecalled)
	with := func(list []*apperr.Def, more ...*apperr.Def) []*apperr.Def {
		return append(append([]*apperr.Def{}, list...), more...)
	}

	httpapi.Handle(api, httpapi.Op{ID: "add_reaction", Method: http.MethodPut, Path: emoji, Tag: "marks",
		Summary: "React to a message with one emoji", Action: authz.MessageReact, Errors: with(fresh, ErrNotAnEmoji, ErrTooManyReactions)}, s.addReaction)
	httpapi.Handle(api, httpapi.Op{ID: "remove_reaction", Method: http.MethodDelete, Path: emoji, Tag: "marks",
		Summary: "Take my reaction back", Action: authz.MessageReact, Errors: with(none, ErrNotAnEmoji)}, s.removeReaction)

	httpapi.Handle(api, httpapi.Op{ID: "list_pins", Method: http.MethodGet, Path: pins, Tag: "marks",
		Summary: "What is pinned in a conversation, 50 messages at most, the last pinned first", Action: authz.ConversationRead, Errors: none}, s.listPins)
	httpapi.Handle(api, httpapi.Op{ID: "pin_message", Method: http.MethodPut, Path: pins + "/{seq}", Tag: "marks",
		Summary: "Pin a message for all members", Action: authz.MessagePin, Status: http.StatusNoContent, Errors: with(fresh, ErrTooManyPins)}, s.pinMessage)
	httpapi.Handle(api, httpapi.Op{ID: "unpin_message", Method: http.MethodDelete, Path: pins + "/{seq}", Tag: "marks",
		Summary: "Take a pinned message down", Action: authz.MessagePin, Status: http.StatusNoContent, Errors: none}, s.unpinMessage)

	httpapi.Handle(api, httpapi.Op{ID: "list_stars", Method: http.MethodGet, Path: "/stars", Tag: "marks",
		Summary: "What I have starred, the last starred first", Action: authz.MessageKeep}, s.listStars)
	httpapi.Handle(api, httpapi.Op{ID: "star_message", Method: http.MethodPut, Path: star, Tag: "marks",
		Summary: "Star a message for myself", Action: authz.MessageKeep, Status: http.StatusNoContent, Errors: fresh}, s.starMessage)
	httpapi.Handle(api, httpapi.Op{ID: "unstar_message", Method: http.MethodDelete, Path: star, Tag: "marks",
		Summary: "Take my star away, also where I cannot see the message any more", Action: authz.MessageKeep, Status: http.StatusNoContent, Errors: none}, s.unstarMessage)

	httpapi.Handle(api, httpapi.Op{ID: "list_later", Method: http.MethodGet, Path: "/later", Tag: "marks",
		Summary: "My list for later: what is open, or what is done", Action: authz.MessageKeep}, s.listLater)
	httpapi.Handle(api, httpapi.Op{ID: "put_later", Method: http.MethodPut, Path: later, Tag: "marks",
		Summary: "Put a message on my list for later, or change the item", Action: authz.MessageKeep, Status: http.StatusNoContent,
		Errors: with(fresh, content.ErrControlCharacter, ErrTooManyLater)}, s.putLater)
	httpapi.Handle(api, httpapi.Op{ID: "finish_later", Method: http.MethodPost, Path: later + "/done", Tag: "marks",
		Summary: "It is done", Action: authz.MessageKeep, Status: http.StatusNoContent, Errors: none}, s.finishLater)
	httpapi.Handle(api, httpapi.Op{ID: "reopen_later", Method: http.MethodPost, Path: later + "/undone", Tag: "marks",
		Summary: "It is not done after all", Action: authz.MessageKeep, Status: http.StatusNoContent, Errors: with(none, ErrTooManyLater)}, s.reopenLater)
	httpapi.Handle(api, httpapi.Op{ID: "drop_later", Method: http.MethodDelete, Path: later, Tag: "marks",
		Summary: "Take an item from my list, also where I cannot see the message any more", Action: authz.MessageKeep,
		Status: http.StatusNoContent, Errors: none}, s.dropLater)

	httpapi.Handle(api, httpapi.Op{ID: "list_mentions", Method: http.MethodGet, Path: "/mentions", Tag: "marks",
		Summary: "Messages that name me or everybody, the newest first", Action: authz.ConversationOpen}, s.listMentions)

	httpapi.Handle(api, httpapi.Op{ID: "list_waiting_receipts", Method: http.MethodGet, Path: "/receipts/waiting", Tag: "marks",
		Summary: "Messages that wait for my receipt, the newest first", Action: authz.ConversationOpen}, s.listWaiting)
	httpapi.Handle(api, httpapi.Op{ID: "confirm_message", Method: http.MethodPost, Path: message + "/confirm", Tag: "marks",
		Summary: "Give the receipt that a message asks me for", Action: authz.ReceiptAnswer,
		Errors: with(receipt, content.ErrControlCharacter, ErrNoResult, ErrAnswered)}, s.confirmMessage)
	httpapi.Handle(api, httpapi.Op{ID: "list_receipt", Method: http.MethodGet, Path: message + "/receipt", Tag: "marks",
		Summary: "Who has given the receipt of a message, or has not; for its sender and those who were asked", Action: authz.ReceiptRead, Errors: receipt}, s.listReceipt)
	httpapi.Handle(api, httpapi.Op{ID: "remind_receipt", Method: http.MethodPost, Path: message + "/remind", Tag: "marks",
		Summary: "Remind those whose receipt of my message is missing; at most every five minutes", Action: authz.ReceiptRemind,
		Errors: with(receipt, ErrRemindedRecently)}, s.remindReceipt)
}

type answer[T any] = httpapi.Body[T]

// OfEmoji is the part of a path that names an emoji under a message.
type OfEmoji struct {
	messaging.OfMessage
	Emoji string `path:"emoji" maxLength:"100" doc:"exactly one emoji"`
}

type reactionList struct {
	Reactions []messaging.Reaction `json:"reactions" nullable:"false" doc:"all that the message has now"`
}

func (s *Service) addReaction(ctx context.Context, who authz.Principal, in *OfEmoji) (*answer[reactionList], error) {
	all, err := s.React(ctx, who, in.ID, in.Seq, in.Emoji, true)
	return httpapi.OK(reactionList{all}, err)
}

func (s *Service) removeReaction(ctx context.Context, who authz.Principal, in *OfEmoji) (*answer[reactionList], error) {
	all, err := s.React(ctx, who, in.ID, in.Seq, in.Emoji, false)
	return httpapi.OK(reactionList{all}, err)
}

type pinList struct {
	Items []Pinned `json:"items" nullable:"false"`
}

func (s *Service) listPins(ctx context.Context, who authz.Principal, in *messaging.OfConversation) (*answer[pinList], error) {
	all, err := s.Pins(ctx, who, in.ID)
	return httpapi.OK(pinList{all}, err)
}

func (s *Service) pinMessage(ctx context.Context, who authz.Principal, in *messaging.OfMessage) (*httpapi.None, error) {
	return httpapi.Done(s.Pin(ctx, who, in.ID, in.Seq, true))
}

func (s *Service) unpinMessage(ctx context.Context, who authz.Principal, in *messaging.OfMessage) (*httpapi.None, error) {
	return httpapi.Done(s.Pin(ctx, who, in.ID, in.Seq, false))
}

// OfKept is the part of a path that names a message on a list of one's own.
type OfKept struct {
	ConversationID id.ID `path:"conversation_id"`
	Seq            int64 `path:"seq" minimum:"1"`
}

func (s *Service) listStars(ctx context.Context, who authz.Principal, in *httpapi.Page) (*answer[httpapi.List[Found]], error) {
	return httpapi.OK(s.Stars(ctx, who, in.Cursor, in.Limit))
}

func (s *Service) starMessage(ctx context.Context, who authz.Principal, in *OfKept) (*httpapi.None, error) {
	return httpapi.Done(s.Star(ctx, who, in.ConversationID, in.Seq))
}

func (s *Service) unstarMessage(ctx context.Context, who authz.Principal, in *OfKept) (*httpapi.None, error) {
	return httpapi.Done(s.Unstar(ctx, who, in.ConversationID, in.Seq))
}

func (s *Service) listLater(ctx context.Context, who authz.Principal, in *struct {
	httpapi.Page
	State string `query:"state" enum:"open,done" default:"open"`
}) (*answer[LaterPage], error) {
	return httpapi.OK(s.Later(ctx, who, in.State == "done", in.Cursor, in.Limit))
}

func (s *Service) putLater(ctx context.Context, who authz.Principal, in *struct {
	OfKept
	Body struct {
		RemindAt *clock.Instant `json:"remind_at,omitempty" nullable:"true" doc:"when to remind me; none where null or absent"`
		Note     string         `json:"note,omitempty" doc:"200 characters at most"`
	}
}) (*httpapi.None, error) {
	var at clock.Instant
	if in.Body.RemindAt != nil {
		at = max(1, *in.Body.RemindAt) // 0 is a time in the past, not "none"
	}
	return httpapi.Done(s.PutLater(ctx, who, in.ConversationID, in.Seq, at, in.Body.Note))
}

func (s *Service) finishLater(ctx context.Context, who authz.Principal, in *OfKept) (*httpapi.None, error) {
	return httpapi.Done(s.FinishLater(ctx, who, in.ConversationID, in.Seq, true))
}

func (s *Service) reopenLater(ctx context.Context, who authz.Principal, in *OfKept) (*httpapi.None, error) {
	return httpapi.Done(s.FinishLater(ctx, who, in.ConversationID, in.Seq, false))
}

func (s *Service) dropLater(ctx context.Context, who authz.Principal, in *OfKept) (*httpapi.None, error) {
	return httpapi.Done(s.DropLater(ctx, who, in.ConversationID, in.Seq))
}

func (s *Service) listMentions(ctx context.Context, who authz.Principal, in *httpapi.Page) (*answer[httpapi.List[Found]], error) {
	return httpapi.OK(s.Mentions(ctx, who, in.Cursor, in.Limit))
}

func (s *Service) listWaiting(ctx context.Context, who authz.Principal, in *httpapi.Page) (*answer[httpapi.List[Found]], error) {
	return httpapi.OK(s.Waiting(ctx, who, in.Cursor, in.Limit))
}

func (s *Service) confirmMessage(ctx context.Context, who authz.Principal, in *struct {
	messaging.OfMessage
	Body struct {
		Result string `json:"result,omitempty" doc:"what was asked for in words, 500 characters at most; absent where a confirmation is enough"`
	}
}) (*answer[messaging.ReceiptState], error) {
	return httpapi.OK(s.Answer(ctx, who, in.ID, in.Seq, in.Body.Result))
}

func (s *Service) listReceipt(ctx context.Context, who authz.Principal, in *struct {
	messaging.OfMessage
	httpapi.Page
	State string `query:"state" enum:"confirmed,waiting" default:"confirmed"`
}) (*answer[AnswerPage], error) {
	var after id.ID
	if in.Cursor != "" {
		var err error
		if after, err = id.Parse(in.Cursor); err != nil {
			return nil, httpapi.BadCursor()
		}
	}
	return httpapi.OK(s.Answers(ctx, who, in.ID, in.Seq, in.State == "confirmed", after, in.Limit))
}

type reminded struct {
	Reminded int `json:"reminded" doc:"how many"`
}

func (s *Service) remindReceipt(ctx context.Context, who authz.Principal, in *messaging.OfMessage) (*answer[reminded], error) {
	n, err := s.Remind(ctx, who, in.ID, in.Seq)
	return httpapi.OK(reminded{n}, err)
}
