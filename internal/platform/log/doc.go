// Package log sets up structured logging.
//
// A line stands for one event and nothing that a person typed can make it look
// otherwise: control, bidirectional and invisible characters are written as
// \uXXXX in text and in JSON alike.
//
// A request's id travels in its context; every line logged with that context
// carries it as request_id.
package log
