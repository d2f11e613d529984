package signature_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"testing"

	"tonggui/internal/approvals/signature"
	"tonggui/internal/audit/proof"
)

// flipped is a signed document with the keys that it verifies with.
type flipped struct {
	name string
	file []byte
	keys []proof.Key
}

// documents are signed approvals of several shapes: short and long, with and without passkeys, with two keys.
func documents(t *testing.T) []flipped {
	t.Helper()
	approved := newHouse(t).approved()
	opened := newHouse(t)
	opened.sign(opened.record("submit", &applicant, signature.LevelSession, "", signature.StateRunning, 1))
	only := opened.document()
	only.Contents = only.Contents[:1]
	long := newHouse(t)
	long.sign(long.record("submit", &applicant, signature.LevelSession, "", signature.StateRunning, 1))
	for range 20 {
		long.sign(long.record("transfer", &head, signature.LevelPassword, "head", signature.StateRunning, 2))
	}
	second := newHouse(t) // the company's next key
	long.signer, long.keys = second.signer, append(second.keys, long.keys...)
	last := long.record(signature.ActReject, &boss, signature.LevelPasskey, "boss", signature.StateRejected, 2)
	last.Passkey = long.boss.sign(last, how{})
	long.sign(last)
	return []flipped{{"approved", approved.seal(approved.document()), approved.keys}, {"opened", opened.seal(only), opened.keys}, {"long", long.seal(long.document()), long.keys}}
}

// One bit of a signed document is changed, anywhere: it is never accepted.
//
// covers: APV-03
func TestADocumentWithAnyBitFlippedIsRefused(t *testing.T) {
	flips := 1_000
	if os.Getenv("SOAK") != "" {
		flips = 100_000
	}
	all := documents(t)
	for _, d := range all {
		if r := signature.Verify(d.file, d.keys); !r.OK {
			t.Fatalf("%s is refused as it is: %+v", d.name, r.Problems)
		}
	}
	random, accepted, codes := rand.New(rand.NewPCG(20, 30)), 0, map[string]int{}
	for i := range flips {
		d := all[i%len(all)]
		at, bit := random.IntN(len(d.file)), byte(1)<<random.IntN(8)
		changed := bytes.Clone(d.file)
		changed[at] ^= bit
		r := signature.Verify(changed, d.keys)
		if r.OK || len(r.Problems) == 0 {
			accepted++
			t.Errorf("%s: bit %08b of byte %d of %d is not noticed: %.60q", d.name, bit, at, len(d.file), d.file[max(0, at-30):])
			continue
		}
		codes[r.Problems[0].Code]++
	}
	t.Logf("%d flips in %d documents, %d accepted; found first as %v", flips, len(all), accepted, codes)
}

// A seal proves nothing by itself: whoever could seal again could still not change what was signed.
//
// covers: APV-03
func TestARecordWithAnyBitFlippedIsRefusedThoughTheDocumentIsSealedAnew(t *testing.T) {
	h := newHouse(t).approved()
	random, tried := rand.New(rand.NewPCG(7, 7)), 0
	for range 1_000 {
		d := h.document()
		i := random.IntN(len(d.Records))
		raw := d.Records[i].Bytes()
		raw[random.IntN(len(raw))] ^= 1 << random.IntN(8)
		e, err := signature.ParseEntry(raw)
		if err != nil {
			continue // it is no record any more
		}
		d.Records[i] = e
		file, err := h.signer.Seal(d)
		if err != nil {
			continue
		}
		tried++
		if signature.Verify(file, h.keys).OK {
			t.Errorf("record %d is accepted as %s", i+1, raw)
		}
	}
	if tried < 100 {
		t.Errorf("only %d documents could be sealed", tried)
	}
	t.Logf("%d changed records in documents that were sealed anew, none accepted", tried)
}

// Bytes that say the same are not the same bytes.
//
// covers: APV-03
func TestAnotherEncodingOfTheSameDocumentIsRefused(t *testing.T) {
	h := newHouse(t).approved()
	file := h.seal(h.document())
	replaced := func(from, to string) []byte {
		t.Helper()
		if !bytes.Contains(file, []byte(from)) {
			t.Fatalf("there is no %s to be replaced", from)
		}
		return bytes.Replace(file, []byte(from), []byte(to), 1)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, file, "", " "); err != nil {
		t.Fatal(err)
	}
	for name, changed := range map[string][]byte{
		"something behind it":      append(bytes.Clone(file), '\n'),
		"another document":         append(bytes.Clone(file), file...),
		"no end of the line":       file[:len(file)-1],
		"a mark before it":         append([]byte("\xef\xbb\xbf"), file...),
		"spaces":                   indented.Bytes(),
		"an unknown key":           replaced(`{"about":`, `{"aa":1,"about":`),
		"a key twice":              replaced(`"form":`, `"form":"x","form":`),
		"a key in capitals":        replaced(`"serial":`, `"Serial":`),
		"keys in another order":    replaced(`"v":1,"version":3`, `"version":3,"v":1`),
		"an escape":                replaced(`同轨`, `\u540c轨`),
		"a number as a fraction":   replaced(`"round":1`, `"round":1.0`),
		"a number with a sign":     replaced(`"round":1`, `"round":-0`),
		"a missing key":            replaced(`"round":1,`, ``),
		"a hash in capitals":       bytes.Replace(file, []byte(hash(11).String()), []byte("0B"+hash(11).String()[2:]), 1),
		"nothing":                  {},
		"only the end of the line": []byte("\n"),
	} {
		if r := signature.Verify(changed, h.keys); r.OK {
			t.Errorf("%s is accepted", name)
		}
	}
}
