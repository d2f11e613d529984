package signature

import (
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
