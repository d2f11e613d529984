// Package linkpreview says what stands behind a link that somebody has sent: title, description, and
// the site that really answered.
//
// It is off unless the company switches it on, because a preview makes the server visit what people
// write to each other. The visit goes through platform/egress and nothing else. Whether an address
// was refused, does not answer or has nothing to show is answered alike, so nobody can explore a
// network by asking.
//
// What a page says of itself is text to distrust: it is cut, cleaned of invisible and
// direction-changing characters, and shown beside the site's name, which the page cannot choose.
//
// Previews are kept in memory for a while, one visit serving everybody. Nothing is stored.
package linkpreview
