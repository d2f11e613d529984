package realtime

import (
	"errors"
	"sync"
)

// buffers lends write buffers to the connections that write at the moment.
var buffers = &sync.Pool{}

var errUnknownFrame = errors.New("unknown type of frame")
