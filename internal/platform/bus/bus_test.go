package bus

import (
	"fmt"
	"testing"
	"time"
)

func TestANodeHearsOthersInOrderAndNotItself(t *testing.T) {
	a, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := a.Join()
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	own, heard := make(chan string, 10), make(chan string, 10)
	if err := a.Subscribe("x", func(d []byte) { own <- string(d) }); err != nil {
		t.Fatal(err)
	}
	if err := b.Subscribe("x", func(d []byte) { heard <- string(d) }); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		a.Publish("x", []byte(fmt.Sprint(i)))
	}
	for i := range 5 {
		select {
		case got := <-heard:
			if got != fmt.Sprint(i) {
				t.Fatalf("heard %s as number %d", got, i)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("nothing was heard")
		}
	}
	if len(own) != 0 {
		t.Fatal("a node hears itself")
	}
}
