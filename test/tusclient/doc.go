// Package tusclient proves uploads with tus-js-client, the library that the web client uses, in Node
// against the whole product: whole files over connections that break, and refusals as it sees them.
package tusclient
