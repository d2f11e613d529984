package messaging

import (
	"net/http"

	"tonggui/internal/files"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"

	"github.com/danielgtaylor/huma/v2"
)

// Routes adds the room's operations to the server.
func (s *Service) Routes(api *httpapi.Server) {
	const (
		list    = "/conversations"
		one     = list + "/{id}"
		people  = one + "/members"
		log     = one + "/messages"
		message = log + "/{seq}"
	)
	// The longest text, every character of it escaped, with all its nodes.
	const bodyOfMessage = 256 << 10
	text := []*apperr.Def{content.ErrEmpty, content.ErrTooLong, content.ErrTooManyNodes, content.ErrControlCharacter, content.ErrLinkInvalid,
		content.ErrMentionNotMember, ErrMentionAllDenied, apperr.NotFound}
	attached := []*apperr.Def{content.ErrTooManyFiles, content.ErrNotAVoice, files.ErrNotUsable}
	name := []*apperr.Def{ErrNameEmpty, ErrNameTooLong, content.ErrControlCharacter}
	added := []*apperr.Def{ErrPersonUnknown, ErrPersonInactive}
	group := []*apperr.Def{apperr.NotFound, apperr.Forbidden, ErrNotAGroup}
	none := []*apperr.Def{apperr.NotFound}

	// Conversations.
	httpapi.Handle(api, httpapi.Op{ID: "list_conversations", Method: http.MethodGet, Path: list, Tag: "conversations",
		Summary: "My conversations, pinned first, then by the last message", Action: authz.ConversationOpen}, s.listConversations)
	httpapi.Handle(api, httpapi.Op{ID: "open_direct", Method: http.MethodPost, Path: list + "/direct", Tag: "conversations",
		Summary: "The conversation with a colleague; with my own id the note to self", Action: authz.ConversationOpen,
		Errors: []*apperr.Def{apperr.NotFound, ErrPeerLeft}}, s.openDirect)
	httpapi.Handle(api, httpapi.Op{ID: "create_group", Method: http.MethodPost, Path: list + "/groups", Tag: "conversations",
		Summary: "Make a group", Action: authz.ConversationOpen, Status: http.StatusCreated, Errors: join(name, added)}, s.createGroup)
	httpapi.Handle(api, httpapi.Op{ID: "get_conversation", Method: http.MethodGet, Path: one, Tag: "conversations",
		Summary: "One conversation", Action: authz.ConversationRead, Errors: none}, s.getConversation)
	httpapi.Handle(api, httpapi.Op{ID: "rename_group", Method: http.MethodPatch, Path: one, Tag: "conversations",
		Summary: "Rename a group", Action: authz.GroupRename, Errors: join(group, name)}, s.renameGroup)
	httpapi.Handle(api, httpapi.Op{ID: "set_conversation_preferences", Method: http.MethodPut, Path: one + "/preferences", Tag: "conversations",
		Summary: "Mute or pin for myself", Action: authz.ConversationPrefer, Errors: none}, s.setPreferences)
	httpapi.Handle(api, httpapi.Op{ID: "save_draft", Method: http.MethodPut, Path: one + "/draft", Tag: "conversations",
		Summary: "Keep an unsent text for my devices; empty deletes", Action: authz.ConversationPrefer, Status: http.StatusNoContent,
		MaxBody: bodyOfMessage, Errors: append(join(none), ErrDraftTooLong, content.ErrControlCharacter)}, s.saveDraft)
	httpapi.Handle(api, httpapi.Op{ID: "typing", Method: http.MethodPost, Path: one + "/typing", Tag: "conversations",
		Summary: "Tell the others that I am writing; at most every 3 s", Action: authz.MessageSend, Status: http.StatusNoContent,
		Rate: httpapi.Signs, Errors: none}, s.tellTyping)

	// Members.
	httpapi.Handle(api, httpapi.Op{ID: "list_members", Method: http.MethodGet, Path: people, Tag: "conversations",
		Summary: "Who is in a conversation: owner, administrators, the others by seniority", Action: authz.ConversationRead, Errors: none}, s.listMembers)
	httpapi.Handle(api, httpapi.Op{ID: "add_members", Method: http.MethodPost, Path: people, Tag: "conversations",
		Summary: "Add people to a group", Action: authz.GroupAdd, Errors: append(join(group, added), ErrFull)}, s.addMembers)
	httpapi.Handle(api, httpapi.Op{ID: "remove_member", Method: http.MethodDelete, Path: people + "/{account_id}", Tag: "conversations",
		Summary: "Take somebody out of a group", Action: authz.GroupRemove, Status: http.StatusNoContent, Errors: group}, s.removeMember)
	httpapi.Handle(api, httpapi.Op{ID: "leave_group", Method: http.MethodDelete, Path: people + "/me", Tag: "conversations",
		Summary: "Leave a group", Action: authz.GroupLeave, Status: http.StatusNoContent, Errors: group}, s.leaveGroup)

	// Messages.
	httpapi.Handle(api, httpapi.Op{ID: "list_messages", Method: http.MethodGet, Path: log, Tag: "messages",
		Summary: "A part of a conversation: the newest, or those before, after or around a seq, or around an instant", Action: authz.ConversationRead, Errors: none}, s.listMessages)
	httpapi.Handle(api, httpapi.Op{ID: "get_message", Method: http.MethodGet, Path: message, Tag: "messages",
		Summary: "One message", Action: authz.ConversationRead, Errors: none}, s.getMessage)
	httpapi.Handle(api, httpapi.Op{ID: "list_thread", Method: http.MethodGet, Path: message + "/thread", Tag: "messages",
		Summary: "A thread: its first message and the answers after a seq", Action: authz.ConversationRead, Errors: none}, s.listThread)
	httpapi.Handle(api, httpapi.Op{ID: "send_message", Method: http.MethodPost, Path: log, Tag: "messages",
		Summary: "Send a message; the same client_id again is the same message (200)", Action: authz.MessageSend, Status: http.StatusCreated,
		MaxBody: bodyOfMessage, Rate: httpapi.Sending, Quick: s.sendPlain, Errors: append(join(text, attached), ErrClientIDReused, ErrCannotCorrect, ErrCannotQuote, ErrNoThread, ErrNobodyAsked, ErrPeerLeft)}, s.sendMessage)
	alsoOK(api.Document().Paths["/api/v1"+log].Post.Responses)
	httpapi.Handle(api, httpapi.Op{ID: "forward_messages", Method: http.MethodPost, Path: "/messages/forward", Tag: "messages",
		Summary: "Carry messages to other conversations, all or nothing; the same client_ids again are the same messages", Action: authz.MessageForward,
		MaxBody: bodyOfMessage, Rate: httpapi.Forwards, Errors: append(join(text), ErrNotForwardable, ErrTooManyCopies, content.ErrRecordTooDeep,
			content.ErrRecordTooLarge, ErrClientIDReused, ErrPeerLeft)}, s.forwardMessages)
	httpapi.Handle(api, httpapi.Op{ID: "edit_message", Method: http.MethodPatch, Path: message, Tag: "messages",
		Summary: "Replace the text of my message within the time of the rule", Action: authz.MessageEdit,
		MaxBody: bodyOfMessage, Rate: httpapi.Sending, Errors: append(join(text), apperr.Forbidden, ErrNotEditable, ErrRecalled, ErrRecallExpired)}, s.editMessage)
	httpapi.Handle(api, httpapi.Op{ID: "list_edits", Method: http.MethodGet, Path: message + "/edits", Tag: "messages",
		Summary: "What a message said, version by version", Action: authz.ConversationRead, Errors: append(join(none), ErrRecalled)}, s.listEdits)
	httpapi.Handle(api, httpapi.Op{ID: "recall_message", Method: http.MethodPost, Path: message + "/recall", Tag: "messages",
		Summary: "Hide my message within the time of the rule", Action: authz.MessageRecall,
		Errors: append(join(none), apperr.Forbidden, ErrRecallExpired)}, s.recallMessage)
	httpapi.Handle(api, httpapi.Op{ID: "read_recalled", Method: http.MethodPost, Path: message + "/recalled-content", Tag: "messages",
		Summary: "Read a recalled message for a stated purpose; recorded", Action: authz.RecalledRead,
		Errors: append(join(none), ErrPurposeNeeded)}, s.readRecalled)
	httpapi.Handle(api, httpapi.Op{ID: "list_readers", Method: http.MethodGet, Path: message + "/readers", Tag: "messages",
		Summary: "Who has read my message, or has not", Action: authz.ReadersRead, Errors: append(join(none), apperr.Forbidden)}, s.listReaders)
	httpapi.Handle(api, httpapi.Op{ID: "mark_read", Method: http.MethodPut, Path: one + "/read", Tag: "messages",
		Summary: "I have read up to a seq", Action: authz.ConversationRead, Errors: none}, s.markRead)
	httpapi.Handle(api, httpapi.Op{ID: "mark_unread", Method: http.MethodPost, Path: one + "/unread", Tag: "messages",
		Summary: "Mark to be read again, from a seq or the last message", Action: authz.ConversationPrefer, Errors: none}, s.markUnread)
	s.searchRoutes(api)
}

// alsoOK adds to the document that a retry is answered with 200 and the same body.
func alsoOK(answers map[string]*huma.Response) {
	again := *answers["201"]
	again.Description = "OK, it was sent before"
	answers["200"] = &again
}

// join makes one list of several, and a fresh one, so that appending cannot reach the originals.
func join(lists ...[]*apperr.Def) (out []*apperr.Def) {
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
