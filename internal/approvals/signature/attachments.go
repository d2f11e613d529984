package signature

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Attachment is a file that values name. What was drawn by hand has no name and no size.
type Attachment struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 Hash   `json:"sha256"`
	Last   bool   `json:"last"` // the values of the last record name it; others did before and were changed
}

// AttachmentsOf lists the hashes of the files that the values name, in the order of the form's fields.
func AttachmentsOf(definition, values []byte) ([]Hash, error) {
	all, err := attachmentsOf(definition, values)
	if err != nil {
		return nil, err
	}
	out := make([]Hash, len(all))
	for i, a := range all {
		out[i] = a.SHA256
	}
	return out, nil
}

func attachmentsOf(definition, values []byte) ([]Attachment, error) {
	var o outline
	if err := json.Unmarshal(definition, &o); err != nil {
		return nil, fmt.Errorf("definition: %w", err)
	}
	return filesIn(o.Fields, values, nil)
}

// filesIn reads the values of fields. A value that is missing or null names no files.
func filesIn(fields []field, values []byte, out []Attachment) ([]Attachment, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(values, &all); err != nil {
		return nil, fmt.Errorf("values: %w", err)
	}
	for _, f := range fields {
		v, ok := all[f.ID]
		if !ok || bytes.Equal(v, []byte("null")) {
			continue
		}
		var err error
		if out, err = filesOf(f, v, out); err != nil {
			return nil, fmt.Errorf("%s: %w", f.ID, err)
		}
	}
	return out, nil
}

func filesOf(f field, v json.RawMessage, out []Attachment) ([]Attachment, error) {
	switch f.Kind {
	case "attachment", "image":
		var list []struct {
			Name   string `json:"name"`
			Size   int64  `json:"size"`
			SHA256 Hash   `json:"sha256"`
		}
		err := json.Unmarshal(v, &list)
		for _, file := range list {
			out = append(out, Attachment{Name: file.Name, Size: file.Size, SHA256: file.SHA256})
		}
		return out, err
	case "signature":
		var drawn struct {
			PNG Hash `json:"png_sha256"`
		}
		err := json.Unmarshal(v, &drawn)
		return append(out, Attachment{SHA256: drawn.PNG}), err
	case "rows":
		var rows []json.RawMessage
		if err := json.Unmarshal(v, &rows); err != nil {
			return nil, err
		}
		for _, row := range rows {
			var err error
			if out, err = filesIn(f.Columns, row, out); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
