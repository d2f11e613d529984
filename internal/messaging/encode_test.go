package messaging_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"tonggui/internal/messaging"
)

// FuzzMessagesAreWrittenAsEncodingJSONDoes fills messages with anything and compares; a field that is
// added to a view and not to its writer is found here.
func FuzzMessagesAreWrittenAsEncodingJSONDoes(f *testing.F) {
	for seed := range uint64(64) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		var h history
		fillIn(r, reflect.ValueOf(&h).Elem())
		if h.Items == nil {
			h.Items = []message{}
		}
		for i := range h.Items {
			if h.Items[i].Reactions == nil {
				h.Items[i].Reactions = []messaging.Reaction{}
			}
		}
		want, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.AppendJSON(nil); string(got) != string(want) {
			t.Fatalf("%s\nwant\n%s", got, want)
		}
	})
}

// fillIn gives a value to everything, or sometimes none.
func fillIn(r *rand.Rand, v reflect.Value) {
	if _, is := v.Interface().(messaging.Content); is {
		if r.IntN(4) > 0 {
			raw, _ := json.Marshal(map[string]string{"text": words(r)})
			v.SetBytes(raw)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fillIn(r, v.Field(i))
		}
	case reflect.Pointer:
		if r.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fillIn(r, v.Elem())
		}
	case reflect.Slice:
		if n := r.IntN(4); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		for i := range v.Len() {
			fillIn(r, v.Index(i))
		}
	case reflect.Map:
		if n := r.IntN(4); n > 0 {
			v.Set(reflect.MakeMap(v.Type()))
			for range n {
				v.SetMapIndex(reflect.ValueOf(words(r)), reflect.ValueOf(words(r)))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			v.Index(i).SetUint(r.Uint64() & 0xff)
		}
	case reflect.Int64:
		v.SetInt(r.Int64() >> r.IntN(64))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.String:
		v.SetString(words(r))
	default:
		panic(fmt.Sprintf("no value for %s", v.Type()))
	}
}

func words(r *rand.Rand) string {
	all := []string{"", "同轨", "plain", `"quoted" \ back`, "<a href='x'>&", "\u2028\u2029", "\x00\x1f\t\n", "\xff", "🙂‍↔️"}
	return all[r.IntN(len(all))] + all[r.IntN(len(all))]
}
