package form

import (
	"strconv"

	"tonggui/internal/approvals/condition"
	"tonggui/internal/platform/apperr"
)

// Codes of faults. Those of conditions are "condition_" and the fault's own code, with the place in "at".
const (
	codeMissing     = "missing"
	codeUnknown     = "unknown"
	codeDoubled     = "doubled"
	codeWrongForm   = "wrong_form"
	codeWrongType   = "wrong_type"
	codeNotAChoice  = "not_a_choice"
	codeOutOfRange  = "out_of_range"
	codeTooLong     = "too_long"
	codeTooMany     = "too_many"
	codeTooFew      = "too_few"
	codeReserved    = "reserved_word"
	codeNotForKind  = "not_for_kind"
	codeNotInRows   = "not_in_rows"
	codeCircle      = "circle"
	codeDecimals    = "too_many_decimals"
	codeReadOnly    = "read_only"
	codeTooLarge    = "result_too_large"
	conditionPrefix = "condition_"
)

// faults collects what is wrong, in the order in which it is found.
type faults []apperr.Field

func (f *faults) add(path, code string, pairs ...any) {
	one := apperr.Field{Name: path, Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if one.Params == nil {
			one.Params = map[string]any{}
		}
		one.Params[pairs[i].(string)] = pairs[i+1]
	}
	*f = append(*f, one)
}

func (f *faults) condition(path string, fault *condition.Fault) {
	f.add(path, conditionPrefix+fault.Code, "at", fault.At, "word", fault.Word, "wanted", fault.Wanted)
}

func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
