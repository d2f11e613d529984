// Package figures sums up how long steps take, however many they are: a Spread holds a few kilobytes
// whether it has seen ten spans or ten million. It knows no database and no clock.
package figures
