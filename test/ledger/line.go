package ledger

// What a line of the ledger tells.
const (
	Begin     = "begin"     // a message is about to be sent
	Ack       = "ack"       // it was acknowledged, with its seq
	Read      = "read"      // somebody is about to tell how far they have read
	Stands    = "stands"    // the answer: how far they have
	Recall    = "recall"    // a recall that comes too late is about to be tried
	Refused   = "refused"   // it was refused with the rule
	Confirm   = "confirm"   // a receipt is about to be given
	Confirmed = "confirmed" // it was taken
	Upload    = "upload"    // an upload was opened, with what it will be
	Piece     = "piece"     // a piece of it was acknowledged, with the offset
	File      = "file"      // the upload is complete
	Wrong     = "wrong"     // an answer was none that an honest server gives
)

// Line is one line of the ledger. Which fields it has depends on what it tells.
type Line struct {
	Event        string `json:"event"`
	Who          string `json:"who,omitempty"` // account
	Conversation string `json:"conversation,omitempty"`
	Client       string `json:"client,omitempty"` // the sender's id of a message; the address of an upload
	Seq          int64  `json:"seq,omitempty"`    // of a message; the offset of a piece
	File         string `json:"file,omitempty"`   // what a message carries; what an upload has become
	Hash         string `json:"hash,omitempty"`   // of a file's bytes
	Receipt      bool   `json:"receipt,omitempty"`
	Text         string `json:"text,omitempty"`
}
