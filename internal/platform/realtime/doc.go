// Package realtime pushes events to open WebSockets.
//
// The hub is one stream per node: every frame gets the next offset, and the newest frames stay in a
// ring. A client that returns with the same epoch and an offset still in the ring gets what it missed
// and was meant for it; any other, and one that missed very much, is told to reset and loads its state
// anew. Within a connection nothing is skipped: a reader that is too slow is closed, not thinned out.
//
// A frame is made once, as it goes over the line, and shared by all who get it. Writing never waits
// where the system allows: who pushes to a few writes to them; a large push is written by a few
// goroutines, and what comes meanwhile goes out with it, joined into one message. Only a reader that
// does not keep up gets a goroutine that waits for it, within the bounds of what may wait.
//
// An idle connection has no goroutine and no buffer on Linux without TLS: one poller reads for all of
// them, and a client's frame is handled in a goroutine that ends with it. Elsewhere a goroutine reads.
//
// Every frame of a client is authenticated; nothing is kept of the request but what that needs.
// Closing never waits for the client: what waits is dropped, a frame that is half written is finished,
// and after half a second the line is cut. Pushed frames are hints with content: what they tell is
// stored already, so a lost connection loses nothing.
package realtime
