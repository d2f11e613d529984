//go:build !linux

package realtime

// poller is there on Linux only: elsewhere each connection has a goroutine that reads.
type poller struct{}

func newPoller(<-chan struct{}) *poller { return nil }

func (*poller) watch(*Conn) bool { return false }

func (*poller) forget(*Conn) {}
