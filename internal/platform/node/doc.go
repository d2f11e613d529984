// Package node is this process among the others that serve the same installation.
//
// Each node renews its lease, a row in the shared database, once a second. One that could not do so
// for Life, by its own monotonic counter, is cut off: it may not know what was decided since (whom it
// must no longer let in, what was written), so it closes its sockets and refuses everything, and its
// clients find another node. It goes on by itself when the lease is renewed.
//
// The others see the lease too. What they know of a node that let it lapse (who is connected there) is
// over. Nodes also give a heart-beat by the bus; while one that has a lease is not heard there, or says
// that it hears nobody, news by the bus may be missing, and Whole tells so.
//
// On SQLite there is one node and no lease.
package node
