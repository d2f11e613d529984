package files

import (
	"hash"
	"io"

	"tonggui/internal/files/content"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Media is the class of a file, which tells how clients show it. It follows from the content.
type Media = content.Media

// The classes.
const (
	Image    = content.Image // has previews
	Audio    = content.Audio
	Video    = content.Video
	Voice    = content.Voice // recorded to be heard in place
	Document = content.Document
	Archive  = content.Archive
	Other    = content.Other
)

// FileRef is a file as rooms and clients know it: the one JSON form of a file everywhere. It is
// fixed from the moment the file is complete.
type FileRef struct {
	ID         id.ID  `json:"id"`
	Name       string `json:"name"`
	Size       int64  `json:"size" doc:"in bytes"`
	Mime       string `json:"mime" doc:"by content, not by name"`
	Media      Media  `json:"media" enum:"image,audio,video,voice,document,archive,other"`
	SHA256     string `json:"sha256" doc:"of the original, in hexadecimal"`
	Width      *int64 `json:"width" nullable:"true" doc:"in pixels, as it is shown; null where it has none"`
	Height     *int64 `json:"height" nullable:"true"`
	DurationMS *int64 `json:"duration_ms" nullable:"true"`
	Preview    bool   `json:"preview" doc:"the variants thumb and preview exist"`
}

// PlaceKind is the kind of place at which a file can be read.
type PlaceKind string

// The kinds of place.
const (
	InMessage  PlaceKind = "message"
	InLibrary  PlaceKind = "library"  // the owner's own area
	InApproval PlaceKind = "approval" // what was filled in, and signatures by hand
)

// Place is where somebody may read a file.
type Place struct {
	Kind   PlaceKind
	Object id.ID // the conversation of a message, or the approval
	Seq    int64 // of a message
}

// Message is the place that a message is.
func Message(conversation id.ID, seq int64) Place { return Place{InMessage, conversation, seq} }

// Approval is the place that an approval is.
func Approval(one id.ID) Place { return Place{Kind: InApproval, Object: one} }

// Library is everybody's own area.
var Library = Place{Kind: InLibrary}

// Variant is one of the forms in which a file can be had.
type Variant string

// The variants.
const (
	Original Variant = "original"
	Preview  Variant = "preview" // fills a screen
	Thumb    Variant = "thumb"   // fits into a conversation
)

// state is where a file stands.
type state string

const (
	uploading state = "uploading"
	ready     state = "ready"
	refused   state = "refused" // by the checks; gone with its upload
)

// file is a row.
type file struct {
	ID         id.ID
	Owner      id.ID
	Name       string
	Size       int64
	Mime       string
	Media      Media
	SHA256     []byte
	Width      int64
	Height     int64
	DurationMS int64
	Previews   bool
	State      state
	DataKey    []byte
	CreatedAt  clock.Instant
}

// Purpose is what an upload is for; it decides on the limits and on where the file goes.
type Purpose string

// The purposes.
const (
	ForMessages Purpose = "message"
	ForVoice    Purpose = "voice"
	ForLibrary  Purpose = "library"
)

// NewUpload is what a client says before it sends bytes.
type NewUpload struct {
	Name     string
	Type     string // as browsers name it; may be empty
	Purpose  Purpose
	Length   int64
	SHA256   []byte // nil where the client does not know it yet
	Metadata string // as it was sent
}

// Upload is a file on its way.
type Upload struct {
	ID        id.ID
	Length    int64
	Received  int64
	Metadata  string
	ExpiresAt clock.Instant
}

// Piece is a run of bytes of an upload.
type Piece struct {
	Offset   int64
	Length   int64 // as announced; -1 where it is not
	Body     io.Reader
	Checksum *Checksum // of this piece; nil where the client gives none
}

// Checksum is what a piece must hash to.
type Checksum struct {
	New func() hash.Hash
	Sum []byte
}

// upload is a row.
type upload struct {
	File      id.ID
	Owner     id.ID
	Purpose   Purpose
	Length    int64
	Received  int64
	Parts     int64
	HashState []byte
	Declared  string
	Metadata  string
	Expected  []byte
	Attempts  int64
	Refused   refusal
	DoneAt    clock.Instant
	ExpiresAt clock.Instant
}

// refusal is why the checks did not take a file.
type refusal struct {
	Code   string
	Params map[string]any
}

func (u upload) show() Upload { return Upload{u.File, u.Length, u.Received, u.Metadata, u.ExpiresAt} }

// part is a run of bytes of a variant as it lies in the blob store.
type part struct {
	Pos, No, Size int64
	Blob          string
}

// variant is what is known of a preview.
type variant struct {
	Variant Variant
	Size    int64
	Mime    string
	SHA256  []byte
}
