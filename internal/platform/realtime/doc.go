// Package realtime pushes events to open WebSockets.
//
// The hub is one stream per node: every frame gets the next offset, and the newest frames stay in a
// ring. A client that returns with the same epoch and an offset still in the ring gets what it missed
// and was meant for it; any other is told to reset and loads its state anew. Within a connection
// nothing is skipped: a reader that is too slow is closed, not thinned out.
//
// A frame's body is made once and shared by all who get it. An idle connection costs one goroutine
// (reading); writing starts one when there is something to write and joins what waits into one
// message. Pushed frames are hints with content: what they tell is stored already, so a lost
// connection loses nothing.
package realtime
