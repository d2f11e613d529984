package proof

import (
	"tonggui/internal/platform/clock"
)

// What can be wrong, as stable codes. Numbers of records count from 0.
const (
	// About records: First to Last are exact where Exact is true, else the bad ones lie among them.
	RecordChanged    = "record_changed"    // a record is not what it was
	RecordMoved      = "record_moved"      // another record of the log stands in its place: params.was
	RecordMissing    = "record_missing"    // a record was removed
	RecordInserted   = "record_inserted"   // a row was put among old ones, near First; params.id
	RecordBackdated  = "record_backdated"  // it came into the log long after the time that it gives
	RecordsRewritten = "records_rewritten" // records and their stored hashes were changed together
	LeavesChanged    = "leaves_changed"    // the stored hash was changed, the record stands
	HistoryDiffers   = "history_differs"   // an outside checkpoint tells of another history: put back, or replaced
	LogShortened     = "log_shortened"     // records that a checkpoint covers are gone: cut off, or put back
	// About messages that a record stands for: params.conversation_id, params.seq.
	MessageChanged = "message_changed"
	MessageMissing = "message_missing"
	// About checkpoints and keys: First is the number of records that the checkpoint covers.
	CheckpointDamaged  = "checkpoint_damaged"
	CheckpointFalse    = "checkpoint_false" // a signature under the known key's name is not the key's
	KeyUnknown         = "key_unknown"      // signed with a key that is not the log's: params.key
	OutsideDamaged     = "outside_damaged"
	OutsideUnsigned    = "outside_unsigned"
	OutsideUnwitnessed = "outside_unwitnessed"
	NothingProven      = "nothing_proven" // no checkpoint of the file holds
	// About the file.
	FileDamaged = "file_damaged" // params.line
	FileCut     = "file_cut"
	OtherLog    = "other_log" // params.want, params.got
)

// Problem is one thing that is wrong.
type Problem struct {
	Code   string         `json:"code"`
	First  int64          `json:"first"`
	Last   int64          `json:"last"`
	Exact  bool           `json:"exact"`
	Params map[string]any `json:"params,omitempty"`
}

// Report is what verifying found.
type Report struct {
	OK      bool   `json:"ok"`
	Origin  string `json:"origin"`
	Records int64  `json:"records"` // in the file
	Proven  int64  `json:"proven"`  // so many from the first on are covered by a checkpoint that holds
	// ProvenAt is when that checkpoint was signed.
	ProvenAt    clock.Instant `json:"proven_at"`
	Checkpoints int64         `json:"checkpoints"` // of the file that hold
	Outside     Outside       `json:"outside"`
	// FirstBad is the problem with the lowest number of a record; nil where nothing is wrong.
	FirstBad *Problem  `json:"first_bad"`
	Problems []Problem `json:"problems"` // the first hundred
	Total    int64     `json:"total"`    // of problems
}

// Outside is what the checkpoints from outside said.
type Outside struct {
	Given     int           `json:"given"`
	Hold      int           `json:"hold"`
	Size      int64         `json:"size"` // of the newest one
	At        clock.Instant `json:"at"`
	Witnesses []string      `json:"witnesses"` // who has co-signed at least one
}

const mostProblems = 100

func (r *Report) add(p Problem) {
	r.Total++
	r.OK = false
	if p.Last < p.First {
		p.Last = p.First
	}
	if r.FirstBad == nil || aboutRecords[p.Code] && (!aboutRecords[r.FirstBad.Code] || p.First < r.FirstBad.First) {
		r.FirstBad = &p
	}
	if len(r.Problems) < mostProblems {
		r.Problems = append(r.Problems, p)
	}
}

var aboutRecords = map[string]bool{RecordChanged: true, RecordMoved: true, RecordMissing: true, RecordInserted: true, RecordBackdated: true,
	RecordsRewritten: true, LeavesChanged: true, HistoryDiffers: true, LogShortened: true, MessageChanged: true, MessageMissing: true}
