package clock

import "time"

var started = time.Now()

// Monotonic returns how long the machine has counted since the program began. No setting of the
// machine's time moves it: leases are judged by it, by the node that holds them.
func Monotonic() time.Duration { return time.Since(started) }
