package files

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Media is the class of a file, which tells how clients show it. It follows from the content.
type Media string

// The classes.
const (
	Image    Media = "image" // has previews
	Audio    Media = "audio"
	Video    Media = "video"
	Voice    Media = "voice" // recorded to be heard in place
	Document Media = "document"
	Archive  Media = "archive"
	Other    Media = "other"
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
	InMessage PlaceKind = "message"
	InLibrary PlaceKind = "library" // the owner's own area
)

// Place is where somebody may read a file.
type Place struct {
	Kind         PlaceKind
	Conversation id.ID // of a message
	Seq          int64
}

// Message is the place that a message is.
func Message(conversation id.ID, seq int64) Place { return Place{InMessage, conversation, seq} }

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
