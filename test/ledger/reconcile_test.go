package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// honest returns a ledger and a truth that agree.
func honest() (lines []Line, truth Truth) {
	truth = Truth{Readings: map[Place]Reading{}, Evidence: map[string]int64{}, Confirmed: map[Given]int{}, Files: map[string]string{}, Offsets: map[string]int64{}}
	store := func(s Stored) { truth.Stored = append(truth.Stored, s) }
	store(Stored{Conversation: "c", Seq: 1, Code: "group.created", People: []string{"s0", "s1", "guest"}})
	for i := range 20 {
		client, who, seq := fmt.Sprint("m", i), fmt.Sprint("s", i%3), int64(i+2)
		lines = append(lines, Line{Event: Begin, Conversation: "c", Client: client, Who: who}, Line{Event: Ack, Conversation: "c", Client: client, Who: who, Seq: seq})
		store(Stored{Conversation: "c", Client: client, Sender: who, Seq: seq})
	}
	store(Stored{Conversation: "c", Seq: 22, Code: "group.member_removed", People: []string{"guest"}})
	lines = append(lines,
		Line{Event: Begin, Conversation: "c", Client: "f", Who: "s2", File: "file"},
		Line{Event: Ack, Conversation: "c", Client: "f", Who: "s2", File: "file", Seq: 23},
		Line{Event: Piece, Who: "s2", Client: "up", Seq: 70}, Line{Event: File, Who: "s2", Client: "up", File: "file", Hash: "h"},
		Line{Event: Piece, Who: "s2", Client: "half", Seq: 40},
		Line{Event: Stands, Who: "s1", Conversation: "c", Seq: 5}, Line{Event: Stands, Who: "s1", Conversation: "c", Seq: 22},
		Line{Event: Recall, Who: "s0"}, Line{Event: Refused, Who: "s0"}, Line{Event: Recall, Who: "s0"}, // whose outcome nobody knows
		Line{Event: Confirm, Who: "s1", Conversation: "c", Seq: 3}, Line{Event: Confirmed, Who: "s1", Conversation: "c", Seq: 3})
	store(Stored{Conversation: "c", Client: "f", Sender: "s2", Seq: 23, Files: []string{"file"}})
	truth.Files["file"], truth.Offsets["half"] = "h", 40
	truth.Readings[Place{"s1", "c"}] = Reading{22, 23}
	truth.Evidence["s0"] = 1
	truth.Confirmed[Given{Place{"s1", "c"}, 3}] = 1
	member, guest := Heard{Who: "s1", Always: []string{"c"}, Unbroken: true}, Heard{Who: "guest"}
	for _, m := range truth.Stored {
		f := Frame{1, "c", m.Client, m.Seq}
		member.Pushed = append(member.Pushed, f)
		if m.Seq < 22 {
			guest.Pushed = append(guest.Pushed, f)
		}
	}
	truth.Heard = []Heard{member, guest}
	// One was begun and never answered; it may be stored or not.
	return append(lines, Line{Event: Begin, Conversation: "c", Client: "unknown", Who: "s0"}), truth
}

func TestAgreementIsNoDifference(t *testing.T) {
	lines, truth := honest()
	if got := Reconcile(lines, truth); len(got) != 0 {
		t.Fatal(got)
	}
	truth.Stored = append(truth.Stored, Stored{Conversation: "c", Client: "unknown", Sender: "s0", Seq: 24})
	truth.Heard[0].Pulled = []Frame{{0, "c", "unknown", 24}}
	truth.Evidence["s0"] = 2
	if got := Reconcile(lines, truth); len(got) != 0 {
		t.Fatal("an unknown outcome may turn out either way:", got)
	}
}

func TestEveryDifferenceIsNoticed(t *testing.T) {
	swap := func(t *Truth, a, b int) {
		t.Stored[a].Client, t.Stored[b].Client = t.Stored[b].Client, t.Stored[a].Client
		t.Stored[a].Sender, t.Stored[b].Sender = t.Stored[b].Sender, t.Stored[a].Sender
		t.Heard = nil
	}
	for name, plant := range map[string]struct {
		words string
		plant func(l *[]Line, t *Truth)
	}{
		"lost and closed up": {"is lost", func(_ *[]Line, t *Truth) {
			t.Stored = slices.Delete(t.Stored, 5, 6)
			for i := range t.Stored {
				t.Stored[i].Seq = int64(i + 1)
			}
		}},
		"lost":         {"is lost", func(_ *[]Line, t *Truth) { t.Stored = slices.Delete(t.Stored, 5, 6) }},
		"the last one": {"is lost", func(_ *[]Line, t *Truth) { t.Stored = t.Stored[:22] }},
		"doubled": {"is stored as", func(_ *[]Line, t *Truth) {
			t.Stored = append(t.Stored, Stored{Conversation: "c", Client: "m3", Sender: "s0", Seq: 24})
		}},
		"invented": {"was never sent", func(_ *[]Line, t *Truth) {
			t.Stored = append(t.Stored, Stored{Conversation: "c", Client: "x", Sender: "s0", Seq: 24})
		}},
		"of another sender": {"changed its sender", func(_ *[]Line, t *Truth) { t.Stored[2].Sender = "s9" }},
		"a gap": {"where 24 belongs", func(_ *[]Line, t *Truth) {
			t.Stored = append(t.Stored, Stored{Conversation: "c", Client: "unknown", Sender: "s0", Seq: 25})
		}},
		"moved": {"and is stored as", func(_ *[]Line, t *Truth) { swap(t, 4, 7) }},
		"acknowledged twice": {"was acknowledged as", func(l *[]Line, _ *Truth) {
			*l = append(*l, Line{Event: Ack, Conversation: "c", Client: "m3", Who: "s0", Seq: 9})
		}},
		"swapped from the start": {"before one that was acknowledged", func(l *[]Line, t *Truth) {
			(*l)[1].Seq, (*l)[7].Seq = 5, 2 // m0 and m3, both of s0
			swap(t, 1, 4)
		}},
		"a file gone":              {"carries", func(_ *[]Line, t *Truth) { t.Stored[22].Files = nil }},
		"other bytes":              {"is not what was sent", func(_ *[]Line, t *Truth) { t.Files["file"] = "other" }},
		"an upload that goes back": {"stands at 39", func(_ *[]Line, t *Truth) { t.Offsets["half"] = 39 }},
		"an upload forgotten":      {"stands at 0", func(_ *[]Line, t *Truth) { delete(t.Offsets, "half") }},
		"reading that went back":   {"and then up to", func(l *[]Line, _ *Truth) { *l = append(*l, Line{Event: Stands, Who: "s1", Conversation: "c", Seq: 4}) }},
		"reading that was lost":    {"and has now", func(_ *[]Line, t *Truth) { t.Readings[Place{"s1", "c"}] = Reading{21, 23} }},
		"reading beyond the end":   {"which goes to", func(_ *[]Line, t *Truth) { t.Readings[Place{"s1", "c"}] = Reading{24, 23} }},
		"no evidence":              {"evidence tells of 0", func(_ *[]Line, t *Truth) { delete(t.Evidence, "s0") }},
		"too much evidence":        {"who has tried 2", func(_ *[]Line, t *Truth) { t.Evidence["s0"] = 3 }},
		"a receipt lost":           {"is listed 0 times", func(_ *[]Line, t *Truth) { clear(t.Confirmed) }},
		"a receipt invented":       {"never confirmed", func(_ *[]Line, t *Truth) { t.Confirmed[Given{Place{"s2", "c"}, 3}] = 1 }},
		"a frame skipped":          {"was not pushed", func(_ *[]Line, t *Truth) { t.Heard[0].Pushed = slices.Delete(t.Heard[0].Pushed, 7, 8) }},
		"a frame twice": {"was pushed 8 of c after 8", func(_ *[]Line, t *Truth) {
			t.Heard[0].Pushed = slices.Insert(t.Heard[0].Pushed, 7, t.Heard[0].Pushed[7])
		}},
		"frames swapped":            {"was pushed 8 of c after 9", func(_ *[]Line, t *Truth) { p := t.Heard[0].Pushed; p[7], p[8] = p[8], p[7] }},
		"a frame that is not so":    {"which is stored as", func(_ *[]Line, t *Truth) { t.Heard[0].Pushed[7].Client = "other" }},
		"a frame to who was no one": {"was no member then", func(_ *[]Line, t *Truth) { t.Heard[1].Pushed = append(t.Heard[1].Pushed, Frame{1, "c", "f", 23}) }},
		"an answer that is a fault": {"500", func(l *[]Line, _ *Truth) { *l = append(*l, Line{Event: Wrong, Text: "500"}) }},
	} {
		lines, truth := honest()
		plant.plant(&lines, &truth)
		got := strings.Join(Reconcile(lines, truth), "; ")
		if !strings.Contains(got, plant.words) {
			t.Errorf("%s: %q is not among %q", name, plant.words, got)
		}
	}
}
