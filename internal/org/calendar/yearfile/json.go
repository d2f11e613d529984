package yearfile

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"tonggui/internal/platform/workday"
)

// day is how a day is written: {"name": "元旦", "date": "2027-01-01", "isOffDay": true}.
type day struct {
	Name     *string `json:"name"`
	Date     *string `json:"date"`
	IsOffDay *bool   `json:"isOffDay"`
}

// json reads {"year": 2027, "days": [...]}, the form in which the set of NateScarlet/holiday-cn comes; what
// that says about its sources is passed over.
func (r *reading) json(data []byte) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := r.object(dec, data); err != nil {
		r.fault(lineAt(data, dec.InputOffset()), "malformed", "")
		return
	}
	if _, err := dec.Token(); err != io.EOF {
		r.fault(lineAt(data, dec.InputOffset()), "malformed", "")
	}
}

func (r *reading) object(dec *json.Decoder, data []byte) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	met := map[string]bool{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		line := lineAt(data, dec.InputOffset())
		if met[key] {
			r.fault(line, "duplicate", key)
		}
		met[key] = true
		switch key {
		case "year":
			err = r.named(dec, line)
		case "days":
			err = r.list(dec, data)
		case "$schema", "$id", "papers":
			err = dec.Decode(new(json.RawMessage))
		default:
			r.fault(line, "field_unknown", key)
			err = dec.Decode(new(json.RawMessage))
		}
		if err != nil {
			return err
		}
	}
	_, err := dec.Token()
	for _, key := range []string{"year", "days"} {
		if err == nil && !met[key] {
			r.fault(0, "field_missing", key)
		}
	}
	return err
}

// named reads the year, which has to be the one that is meant.
func (r *reading) named(dec *json.Decoder, line int) error {
	var raw json.RawMessage
	err := dec.Decode(&raw)
	if err == nil && string(raw) != strconv.Itoa(r.year) {
		r.fault(line, "year_other", string(raw))
	}
	return err
}

func (r *reading) list(dec *json.Decoder, data []byte) error {
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		r.fault(lineAt(data, dec.InputOffset()), "malformed", "days")
		return err
	}
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		r.one(raw, lineAt(data, dec.InputOffset()-int64(len(raw))))
	}
	_, err := dec.Token()
	return err
}

// one reads a day; its names are exact, and each stands once.
func (r *reading) one(raw json.RawMessage, line int) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		r.fault(line, "malformed", string(raw))
		return
	}
	for key := range fields {
		if key != "name" && key != "date" && key != "isOffDay" {
			r.fault(line, "field_unknown", key)
			return
		}
	}
	var d day
	if json.Unmarshal(raw, &d) != nil || bytes.Count(raw, []byte(`":`))+bytes.Count(raw, []byte(`" :`)) > 3 {
		r.fault(line, "malformed", string(raw))
		return
	}
	if d.Name == nil || d.Date == nil || d.IsOffDay == nil {
		r.fault(line, "field_missing", string(raw))
		return
	}
	at, err := workday.ParseDay(*d.Date)
	if err != nil {
		r.fault(line, "date_invalid", *d.Date)
		return
	}
	r.add(line, at, !*d.IsOffDay, *d.Name)
}

// lineAt counts lines up to an offset.
func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(offset, 0), int64(len(data)))], []byte("\n"))
}
