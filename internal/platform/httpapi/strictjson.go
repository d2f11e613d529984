package httpapi

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"unicode/utf8"

	"tonggui/internal/platform/apperr"
)

// maxDepth is deeper than any request of ours nests.
const maxDepth = 32

// unmarshalStrict reads JSON and refuses what a lenient reader would silently choose among: broken
// UTF-8, doubled names, deep nesting, anything after the value. Unknown names and names in other
// letter case are refused by the schema, which knows the exact ones.
func unmarshalStrict(data []byte, into any) error {
	if _, first := into.(*any); first { // huma reads twice; the first reading is checked
		if err := checkJSON(data); err != nil {
			return err
		}
	}
	return json.Unmarshal(data, into)
}

func checkJSON(data []byte) error {
	if !utf8.Valid(data) {
		return apperr.Malformed.At("body", "not_utf8")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := checkValue(d, "body", 0); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return apperr.Malformed.At("body", "more_than_one_value")
	}
	return nil
}

func checkValue(d *json.Decoder, path string, depth int) error {
	if depth > maxDepth {
		return apperr.Malformed.At(path, "too_deep", "max", maxDepth)
	}
	token, err := d.Token()
	if err != nil {
		return apperr.Malformed.At(path, "not_json")
	}
	switch token {
	case json.Delim('{'):
		return checkObject(d, path, depth)
	case json.Delim('['):
		for i := 0; d.More(); i++ {
			if err := checkValue(d, path+"["+strconv.Itoa(i)+"]", depth+1); err != nil {
				return err
			}
		}
		_, err = d.Token()
	}
	if err != nil {
		return apperr.Malformed.At(path, "not_json")
	}
	return nil
}

func checkObject(d *json.Decoder, path string, depth int) error {
	seen := map[string]bool{}
	for d.More() {
		token, err := d.Token()
		name, isName := token.(string)
		if err != nil || !isName {
			return apperr.Malformed.At(path, "not_json")
		}
		at := path + "." + clip(name, 60)
		if seen[name] {
			return apperr.Malformed.At(at, "doubled")
		}
		seen[name] = true
		if err := checkValue(d, at, depth+1); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return apperr.Malformed.At(path, "not_json")
	}
	return nil
}
