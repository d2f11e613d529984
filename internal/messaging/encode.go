package messaging

import (
	"maps"
	"slices"

	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/jsonw"
)

// Messages are written by hand, as encoding/json would: a page has fifty of them, and looking at the
// fields of each by reflection costs more than all else together. A message is written in parts, so
// that what is the same for all readers can be kept; see pages.go.

// AppendJSON writes the page.
func (h History) AppendJSON(b []byte) []byte {
	b = h.appendBegin(b)
	for i := range h.Items {
		if i > 0 {
			b = append(b, ',')
		}
		b = h.Items[i].AppendJSON(b)
	}
	return h.appendEnd(b)
}

func (History) appendBegin(b []byte) []byte { return append(b, `{"items":[`...) }

func (h History) appendEnd(b []byte) []byte {
	b = append(b, `],"first_seq":`...)
	b = jsonw.Int(b, h.FirstSeq)
	b = append(b, `,"last_seq":`...)
	b = jsonw.Int(b, h.LastSeq)
	b = append(b, `,"epoch":`...)
	b = jsonw.Int(b, h.Epoch)
	return append(b, '}')
}

// AppendJSON writes the message.
func (v *Message) AppendJSON(b []byte) []byte {
	b = v.appendHead(b)
	b = appendSent(b, v.RecallableUntil, v.ReadCount, v.ReaderTotal)
	b = v.appendBody(b)
	b = appendKept(b, v.Starred, v.Later)
	return appendReceipt(b, v.Receipt)
}

// appendHead writes what comes before what only the sender gets.
func (v *Message) appendHead(b []byte) []byte {
	b = append(b, `{"conversation_id":`...)
	b = jsonw.ID(b, v.ConversationID)
	b = append(b, `,"seq":`...)
	b = jsonw.Int(b, v.Seq)
	b = append(b, `,"client_id":`...)
	b = jsonw.Or(b, v.ClientID, jsonw.ID)
	b = append(b, `,"sender_id":`...)
	b = jsonw.Or(b, v.SenderID, jsonw.ID)
	b = append(b, `,"sender_name":`...)
	b = jsonw.String(b, v.SenderName)
	b = append(b, `,"at":`...)
	b = jsonw.Int(b, v.At)
	b = append(b, `,"kind":`...)
	b = jsonw.String(b, v.Kind)
	b = append(b, `,"content":`...)
	b = jsonw.Raw(b, v.Content)
	b = append(b, `,"edited_at":`...)
	b = jsonw.Or(b, v.EditedAt, jsonw.Int)
	b = append(b, `,"edit_count":`...)
	b = jsonw.Int(b, v.EditCount)
	b = append(b, `,"recalled":`...)
	b = jsonw.Or(b, v.Recalled, appendRecall)
	b = append(b, `,"corrects_seq":`...)
	b = jsonw.Or(b, v.CorrectsSeq, jsonw.Int)
	b = append(b, `,"corrected_by_seq":`...)
	return jsonw.Or(b, v.CorrectedBySeq, jsonw.Int)
}

// appendSent writes what only the sender gets; nothing of it for everybody else.
func appendSent(b []byte, until *clock.Instant, read, total *int64) []byte {
	b = append(b, `,"recallable_until_at":`...)
	b = jsonw.Or(b, until, jsonw.Int)
	b = append(b, `,"read_count":`...)
	b = jsonw.Or(b, read, jsonw.Int)
	b = append(b, `,"reader_total":`...)
	return jsonw.Or(b, total, jsonw.Int)
}

// appendBody writes what comes before what the reader has put there.
func (v *Message) appendBody(b []byte) []byte {
	b = append(b, `,"quotes_seq":`...)
	b = jsonw.Or(b, v.QuotesSeq, jsonw.Int)
	b = append(b, `,"quoted":`...)
	b = jsonw.Or(b, v.Quoted, appendQuoted)
	b = append(b, `,"thread_seq":`...)
	b = jsonw.Or(b, v.ThreadSeq, jsonw.Int)
	b = append(b, `,"thread":`...)
	b = jsonw.Or(b, v.Thread, appendThread)
	b = append(b, `,"reactions":[`...)
	for i, r := range v.Reactions {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendReaction(b, r)
	}
	b = append(b, `],"pinned":`...)
	return jsonw.Bool(b, v.Pinned)
}

// appendKept writes what the reader has put there.
func appendKept(b []byte, starred, later bool) []byte {
	b = append(b, `,"starred":`...)
	b = jsonw.Bool(b, starred)
	b = append(b, `,"later":`...)
	return jsonw.Bool(b, later)
}

// appendReceipt writes how a receipt stands, with the reader's own, and ends the message.
func appendReceipt(b []byte, r *ReceiptState) []byte {
	b = append(b, `,"receipt":`...)
	if r == nil {
		return append(b, `null}`...)
	}
	b = append(b, `{"mode":`...)
	b = jsonw.String(b, r.Mode)
	b = append(b, `,"confirmed":`...)
	b = jsonw.Int(b, r.Confirmed)
	b = append(b, `,"total":`...)
	b = jsonw.Int(b, r.Total)
	b = append(b, `,"mine":`...)
	b = jsonw.Or(b, r.Mine, func(b []byte, c Confirmation) []byte {
		b = append(b, `{"at":`...)
		b = jsonw.Int(b, c.At)
		b = append(b, `,"result":`...)
		return append(jsonw.String(b, c.Result), '}')
	})
	b = append(b, `,"asked":`...)
	b = jsonw.Or(b, r.Asked, jsonw.Bool)
	return append(b, `}}`...)
}

func appendRecall(b []byte, r Recall) []byte {
	b = append(b, `{"by":`...)
	b = jsonw.ID(b, r.By)
	b = append(b, `,"at":`...)
	return append(jsonw.Int(b, r.At), '}')
}

func appendQuoted(b []byte, q Quoted) []byte {
	b = append(b, `{"seq":`...)
	b = jsonw.Int(b, q.Seq)
	b = append(b, `,"sender_id":`...)
	b = jsonw.Or(b, q.SenderID, jsonw.ID)
	b = append(b, `,"sender_name":`...)
	b = jsonw.String(b, q.SenderName)
	b = append(b, `,"kind":`...)
	b = jsonw.String(b, q.Kind)
	b = append(b, `,"excerpt":`...)
	b = jsonw.String(b, q.Excerpt)
	b = append(b, `,"media":`...)
	b = jsonw.String(b, q.Media)
	b = append(b, `,"recalled":`...)
	b = jsonw.Bool(b, q.Recalled)
	if len(q.Title) > 0 {
		b = appendWords(append(b, `,"title":`...), q.Title)
	}
	return append(b, '}')
}

func appendWords(b []byte, w words.Words) []byte {
	begin := byte('{')
	for _, language := range slices.Sorted(maps.Keys(w)) {
		b = jsonw.String(append(b, begin), language)
		b = jsonw.String(append(b, ':'), w[language])
		begin = ','
	}
	return append(b, '}')
}

func appendThread(b []byte, t Thread) []byte {
	b = append(b, `{"count":`...)
	b = jsonw.Int(b, t.Count)
	b = append(b, `,"last_seq":`...)
	b = jsonw.Int(b, t.LastSeq)
	b = append(b, `,"last_at":`...)
	return append(jsonw.Int(b, t.LastAt), '}')
}

func appendReaction(b []byte, r Reaction) []byte {
	b = append(b, `{"emoji":`...)
	b = jsonw.String(b, r.Emoji)
	b = append(b, `,"count":`...)
	b = jsonw.Int(b, r.Count)
	b = append(b, `,"account_ids":`...)
	return append(appendIDs(b, r.AccountIDs), '}')
}

func appendIDs(b []byte, ids []id.ID) []byte {
	if ids == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, v := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = jsonw.ID(b, v)
	}
	return append(b, ']')
}
