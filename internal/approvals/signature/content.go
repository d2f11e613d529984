package signature

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// ContentSHA256 binds a form and the values filled into it.
func ContentSHA256(definition, values []byte) (Hash, error) {
	d, err := Canonical(definition)
	if err != nil {
		return Hash{}, fmt.Errorf("definition: %w", err)
	}
	v, err := Canonical(values)
	if err != nil {
		return Hash{}, fmt.Errorf("values: %w", err)
	}
	return mustHash(struct {
		Definition Hash `json:"definition_sha256"`
		Values     Hash `json:"values_sha256"`
	}{sum(d), sum(v)}), nil
}

// field is what this package has to know of a field.
type field struct {
	ID      string  `json:"id"`
	Kind    string  `json:"kind"`
	Columns []field `json:"columns"`
}

// step is what it has to know of a step.
type step struct {
	ID    string `json:"id"`
	Level string `json:"level"`
	Arms  []struct {
		Steps []step `json:"steps"`
	} `json:"arms"`
}

type outline struct {
	Fields []field `json:"fields"`
	Level  string  `json:"level"`
	Route  struct {
		Steps []step `json:"steps"`
	} `json:"route"`
}

// AttachmentsOf lists the hashes of the files that the values name, in the order of the form's fields.
func AttachmentsOf(definition, values []byte) ([]Hash, error) {
	var o outline
	if err := json.Unmarshal(definition, &o); err != nil {
		return nil, fmt.Errorf("definition: %w", err)
	}
	return filesIn(o.Fields, values, []Hash{})
}

// filesIn reads the values of fields. A value that is missing or null names no files.
func filesIn(fields []field, values []byte, out []Hash) ([]Hash, error) {
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

func filesOf(f field, v json.RawMessage, out []Hash) ([]Hash, error) {
	switch f.Kind {
	case "attachment", "image":
		var list []struct {
			SHA256 Hash `json:"sha256"`
		}
		err := json.Unmarshal(v, &list)
		for _, file := range list {
			out = append(out, file.SHA256)
		}
		return out, err
	case "signature":
		var drawn struct {
			PNG Hash `json:"png_sha256"`
		}
		err := json.Unmarshal(v, &drawn)
		return append(out, drawn.PNG), err
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

// stepsOf gives the least level at which each step is decided.
func stepsOf(definition []byte) (map[string]string, error) {
	var o outline
	if err := json.Unmarshal(definition, &o); err != nil {
		return nil, err
	}
	least := o.Level
	if levels[least] < levels[LevelPassword] {
		least = LevelPassword
	}
	out := map[string]string{}
	levelsOf(o.Route.Steps, least, out)
	return out, nil
}

func levelsOf(steps []step, least string, out map[string]string) {
	for _, s := range steps {
		out[s.ID] = least
		if levels[s.Level] > levels[least] {
			out[s.ID] = s.Level
		}
		for _, arm := range s.Arms {
			levelsOf(arm.Steps, least, out)
		}
	}
}
