package org

import (
	"crypto/sha256"
	"encoding/json"
	"net/http"

	"tonggui/internal/org/roster"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// ImportState is where an import stands: reading → rehearsed → applying → applied, or failed from any.
type ImportState string

// The states of an import.
const (
	Reading   ImportState = "reading"
	Rehearsed ImportState = "rehearsed"
	Applying  ImportState = "applying"
	Applied   ImportState = "applied"
	Failed    ImportState = "failed"
)

// Import is a roster on its way into the company.
type Import struct {
	ID        id.ID         `json:"id"`
	FileName  string        `json:"file_name"`
	CreatedAt clock.Instant `json:"created_at"`
	State     ImportState   `json:"state" enum:"reading,rehearsed,applying,applied,failed"`
	Done      int64         `json:"done" doc:"of total, while it works"`
	Total     int64         `json:"total"`
	roster.Counts
	Warnings  []roster.Notice `json:"warnings" nullable:"false" doc:"what a person must accept before it is applied"`
	ErrorCode *string         `json:"error_code" doc:"why it failed"`
	Params    map[string]any  `json:"params,omitempty" doc:"of error_code"`
	Mode      string          `json:"mode,omitempty" enum:"good_rows,all_or_nothing"`
	AppliedAt *clock.Instant  `json:"applied_at"`

	account, session id.ID
	digest           []byte
}

// Modes of applying: all good rows, or nothing where one row is faulty.
const (
	GoodRows     = "good_rows"
	AllOrNothing = "all_or_nothing"
)

// ImportRow is one line of a rehearsal.
type ImportRow struct {
	Line    int                  `json:"line" doc:"of the file; 0 for somebody who is not in it"`
	Number  string               `json:"number"`
	Name    string               `json:"name"`
	Kind    roster.Kind          `json:"kind" enum:"create,change,leave,same,fault"`
	Changes []roster.FieldChange `json:"changes" nullable:"false"`
	Faults  []roster.Fault       `json:"faults" nullable:"false"`
	Notices []roster.Notice      `json:"notices" nullable:"false"`
}

// What can go wrong with imports, beside the codes of package roster for files and rows.
var (
	ErrImportState    = apperr.Define(http.StatusConflict, "import.state")
	ErrImportFaults   = apperr.Define(http.StatusConflict, "import.has_faults")
	ErrImportWarnings = apperr.Define(http.StatusConflict, "import.not_accepted")
	ErrImportOutdated = apperr.Define(http.StatusConflict, "import.outdated")
	ErrImportAdmin    = apperr.Define(http.StatusConflict, "import.last_admin")
	ErrImportRights   = apperr.Define(http.StatusForbidden, "import.rights_ended")
	ErrImportExpired  = apperr.Define(http.StatusConflict, "import.expired")
	ErrImportFailed   = apperr.Define(http.StatusInternalServerError, "import.failed")
)

// errFile has one kind for each way in which a file cannot be read at all.
var errFile = func() map[string]*apperr.Def {
	defs := map[string]*apperr.Def{}
	for _, code := range []string{roster.CodeFileEmpty, roster.CodeFileTooLarge, roster.CodeFileEncoding, roster.CodeFileFormat} {
		defs[code] = apperr.Define(http.StatusUnprocessableEntity, code)
	}
	return defs
}()

func fileProblem(f *roster.FileError) *apperr.Error {
	return &apperr.Error{Def: errFile[f.Code], Params: f.Params, Cause: f}
}

// digestOf names a plan: what is applied must be what was rehearsed.
func digestOf(p *roster.Plan) []byte {
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(p) // writes to a hash do not fail, and the plan is plain data
	return h.Sum(nil)
}
