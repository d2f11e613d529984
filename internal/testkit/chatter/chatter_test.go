package chatter

import "testing"

func TestTheSameSeedSaysTheSame(t *testing.T) {
	a, b := New(1), New(1)
	other, same := New(2), 0
	for range 1000 {
		x := a.Message()
		if x == "" || x != b.Message() {
			t.Fatalf("%q", x)
		}
		if x == other.Message() {
			same++
		}
	}
	if same > 100 {
		t.Errorf("another seed says the same %d times in 1,000", same)
	}
}
