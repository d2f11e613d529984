// Package app puts the house together: it opens the database, makes every room with what it needs,
// and serves. Written by hand and read top to bottom; nothing is found by reflection or name.
package app
