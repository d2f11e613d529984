package files

import (
	"time"

	"tonggui/internal/rulebook"
)

// SizeFacts are what the size of a message's file is decided on.
type SizeFacts struct {
	Bytes int64 `json:"bytes"`
}

// MessageSize is how large a file sent in a message can be, the limit included. The upper bound of
// its value is the regulation's; a larger file goes to the library and is sent from there.
var MessageSize = rulebook.Declare(rulebook.Rule[SizeFacts]{
	ID: "files.message_size", Requirements: []string{"MSG-02"}, Carried: rulebook.Enforced,
	Unit: "B", Default: 50 << 20, Min: 1 << 20, Max: 50 << 20, Clause: "messages.size", Way: "library.upload",
	Decide: func(f SizeFacts, limit int64) rulebook.Outcome {
		if f.Bytes > limit {
			return rulebook.Block
		}
		return rulebook.Allow
	},
})

// The limits of recordings.
const (
	MaxVoiceBytes  = 10 << 20
	MaxVoiceLength = 10 * time.Minute
)

// The limits of uploads.
const (
	// DefaultMaxUpload is how large a file in the library can be where nothing else is set.
	DefaultMaxUpload = 10 << 30
	// uploadLife is how long an upload waits for its next piece, and a file for somebody to use it.
	uploadLife = 24 * time.Hour
	// maxOpen is how many unfinished uploads a person can have.
	maxOpen = 200
	// partSize is the most that one part holds; a piece that ends earlier makes a smaller one.
	partSize = 8 << 20
	// Parts that are smaller than smallPart on average come from a client that sends byte by byte.
	smallPart, spareParts = 64 << 10, 1000
)

// maxParts is how many parts an upload may arrive in.
func maxParts(length int64) int64 { return spareParts + length/smallPart }

// The life of a link: it is the same for linkBucket, so that browsers know what they have, and holds
// for at least as long again.
const linkBucket = 10 * time.Minute
