package roster

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Codes of faults in rows and in the header.
const (
	CodeColumnMissing     = "roster.column_missing"     // {column}
	CodeColumnDuplicate   = "roster.column_duplicate"   // {column, first, second}: positions from 1
	CodeLineMalformed     = "roster.line_malformed"     // {reason} and what the reason needs
	CodeNumberMissing     = "roster.number_missing"     //
	CodeNumberInvalid     = "roster.number_invalid"     // {max}
	CodeNumberDuplicate   = "roster.number_duplicate"   // {first_line, differs}
	CodeNameMissing       = "roster.name_missing"       //
	CodeNameInvalid       = "roster.name_invalid"       // {reason, max}
	CodeDepartmentMissing = "roster.department_missing" //
	CodeDepartmentInvalid = "roster.department_invalid" // {reason, max}
	CodeDepartmentUnknown = "roster.department_unknown" // {path, superior, superior_department}
	CodePostInvalid       = "roster.post_invalid"       // {reason}
	CodePostTooLong       = "roster.post_too_long"      // {max}
	CodeGradeInvalid      = "roster.grade_invalid"      // {reason}
	CodeGradeTooLong      = "roster.grade_too_long"     // {max}
	CodeMobileInvalid     = "roster.mobile_invalid"     //
	CodeEmailInvalid      = "roster.email_invalid"      //
	CodeSuperiorUnknown   = "roster.superior_unknown"   //
	CodeSuperiorSelf      = "roster.superior_self"      //
	CodeSuperiorCycle     = "roster.superior_cycle"     // {lines, numbers, length}
	CodeDateInvalid       = "roster.date_invalid"       // {reason, min, max}
	CodeStatusUnknown     = "roster.status_unknown"     //
)

// Codes of files that cannot be read at all, carried by FileError.
const (
	CodeFileEmpty    = "roster.file_empty"     // {reason: no_bytes | no_rows}
	CodeFileTooLarge = "roster.file_too_large" // {what: bytes | unpacked | rows | columns, max}
	CodeFileEncoding = "roster.file_encoding"  //
	CodeFileFormat   = "roster.file_format"    // {found}: neither a table of text nor xlsx
)

// Codes of notices.
const (
	NoticeSuperiorFaulty = "roster.superior_faulty" // {superior, line}
	NoticeSuperiorLeft   = "roster.superior_left"   // {superior}
	NoticeSecondHead     = "roster.second_head"     // {department, head}
	NoticeLeaveHeld      = "roster.leave_held"      // {by: name | mobile | email | number}
	NoticeLeaveLocal     = "roster.leave_local"     // the file says left, the account is not managed
)

// Fault is one thing that is wrong at one place of the file.
type Fault struct {
	Line int `json:"line"`
	// Column is the header as the file names it, empty for the whole line.
	Column string `json:"column"`
	Code   string `json:"code"`
	// Value is the cell, at most 80 characters, with characters that cannot
	// be seen written as escapes.
	Value  string         `json:"value"`
	Params map[string]any `json:"params,omitempty"`
}

// Notice is something worth knowing about a good row or a person.
type Notice struct {
	Code   string         `json:"code"`
	Params map[string]any `json:"params,omitempty"`
}

// FileError says why a file could not be read; Code and Params are for the
// reader's language, Error is for logs.
type FileError struct {
	Code   string
	Params map[string]any
}

// Error implements error.
func (e *FileError) Error() string {
	if len(e.Params) == 0 {
		return e.Code
	}
	return fmt.Sprintf("%s %v", e.Code, e.Params)
}

func fileError(code string, pairs ...any) *FileError {
	return &FileError{Code: code, Params: params(pairs...)}
}

func params(pairs ...any) map[string]any {
	if len(pairs) == 0 {
		return nil
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1]
	}
	return m
}

const shownLimit = 80

// shown makes a cell fit to be shown anywhere, terminals included: short, and
// without characters that move the cursor or reorder the text.
func shown(value string) string {
	var b strings.Builder
	n := 0
	for i, r := range value {
		if n == shownLimit-1 && utf8.RuneCountInString(value[i:]) > 1 {
			b.WriteRune('…')
			break
		}
		switch {
		case r == utf8.RuneError || unicode.IsPrint(r) && !hidden(r):
			b.WriteRune(r)
			n++
			continue
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		n++
	}
	return clip(b.String(), shownLimit)
}

// clip cuts to at most limit characters; escapes may have made the text longer.
func clip(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)
	return string(runes[:limit-1]) + "…"
}
