// Package httpapi is the frame in which rooms answer HTTP: routes with their authorisation, strict
// JSON, problems by RFC 9457 in the reader's language, limits, and the OpenAPI document that all of
// it is published in.
//
// A room lists its routes with Handle. Every route names the authz.Action it needs or says that it
// is open to anyone; a route without either ends the program at start. The order for each request:
// request id, recovery, origin check, security headers, rate limit, Authenticate, initial password,
// role, strict body, handler.
package httpapi
