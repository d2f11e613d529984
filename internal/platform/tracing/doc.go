// Package tracing tells a collector (OpenTelemetry) where the time of a request went: the request, the
// write, its commit, and the push that follows it, also on other nodes.
//
// It is off unless an address is set, and then costs a look at one number. A span carries a route, a
// status, the id of the request and counts; never what people write, nor who they are. Traces that
// clients send along are not continued: whoever calls must not decide what is recorded here.
package tracing
