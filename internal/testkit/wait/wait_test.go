package wait_test

import (
	"sync"
	"testing"
	"time"

	"tonggui/internal/testkit/wait"
)

func TestAWaitEndsWithWhatItWaitsForAndElseWithItsLimit(t *testing.T) {
	var mu sync.Mutex
	c, come := sync.NewCond(&mu), false
	go func() {
		mu.Lock()
		defer mu.Unlock()
		come = true
		c.Broadcast()
	}()
	mu.Lock()
	defer mu.Unlock()
	wait.For(t, "a sign", c, func() bool { return come }, nil)
	if wait.Within(time.Millisecond, c, func() bool { return false }) {
		t.Error("what never comes came")
	}
	one := make(chan int, 1)
	one <- 7
	if got := wait.On(t, "a number", one); got != 7 {
		t.Errorf("%d", got)
	}
	looks := 0
	if took := wait.Soon(t, time.Second, "two looks", func() bool { looks++; return looks == 2 }); took != 5*time.Millisecond {
		t.Errorf("it took %v", took)
	}
	n := 0
	wait.Until(t, "three looks", func() bool { n++; return n == 3 })
}
