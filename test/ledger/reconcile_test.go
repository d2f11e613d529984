package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// honest returns a ledger and a store that agree.
func honest() (lines []Line, stored []Stored) {
	for i := range 20 {
		client, sender := fmt.Sprint("m", i), fmt.Sprint("s", i%3)
		lines = append(lines, Line{"begin", "c", client, sender, 0}, Line{"ack", "c", client, sender, int64(i + 1)})
		stored = append(stored, Stored{"c", client, sender, int64(i + 1)})
	}
	// The last one was begun and never answered; it may be stored or not.
	return append(lines, Line{"begin", "c", "unknown", "s0", 0}), stored
}

func TestAgreementIsNoDifference(t *testing.T) {
	lines, stored := honest()
	if got := Reconcile(lines, stored); len(got) != 0 {
		t.Fatal(got)
	}
	stored = append(stored, Stored{"c", "unknown", "s0", 21})
	if got := Reconcile(lines, stored); len(got) != 0 {
		t.Fatal("an unknown outcome may turn out as stored:", got)
	}
}

func TestEveryPlantedFaultIsCaught(t *testing.T) {
	for name, plant := range map[string]func([]Line, []Stored) ([]Line, []Stored){
		"lost and closed up": func(l []Line, s []Stored) ([]Line, []Stored) {
			s = slices.Delete(s, 5, 6)
			for i := range s {
				s[i].Seq = int64(i + 1)
			}
			return l, s
		},
		"lost":         func(l []Line, s []Stored) ([]Line, []Stored) { return l, slices.Delete(s, 5, 6) },
		"last one":     func(l []Line, s []Stored) ([]Line, []Stored) { return l, s[:19] },
		"doubled":      func(l []Line, s []Stored) ([]Line, []Stored) { return l, append(s, Stored{"c", "m3", "s0", 21}) },
		"invented":     func(l []Line, s []Stored) ([]Line, []Stored) { return l, append(s, Stored{"c", "x", "s0", 21}) },
		"wrong sender": func(l []Line, s []Stored) ([]Line, []Stored) { s[2].Sender = "s9"; return l, s },
		"gap": func(l []Line, s []Stored) ([]Line, []Stored) {
			return append(l, Line{"ack", "c", "unknown", "s0", 22}), append(s, Stored{"c", "unknown", "s0", 22})
		},
		"swapped": func(l []Line, s []Stored) ([]Line, []Stored) {
			s[4].Client, s[7].Client = s[7].Client, s[4].Client
			s[4].Sender, s[7].Sender = s[7].Sender, s[4].Sender
			return l, s
		},
		"acknowledged twice": func(l []Line, s []Stored) ([]Line, []Stored) {
			return append(l, Line{"ack", "c", "m3", "s0", 9}), s
		},
		"out of a sender's order": func(l []Line, s []Stored) ([]Line, []Stored) {
			l[1].Seq, l[7].Seq = 4, 1 // m0 and m3, both of s0
			s[0].Client, s[3].Client = "m3", "m0"
			return l, s
		},
	} {
		lines, stored := honest()
		lines, stored = plant(lines, stored)
		if got := Reconcile(lines, stored); len(got) == 0 {
			t.Errorf("%s was not noticed", name)
		} else {
			t.Log(name+":", strings.Join(got, "; "))
		}
	}
}
