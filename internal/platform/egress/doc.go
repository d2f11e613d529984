// Package egress fetches what somebody else names: a page whose link was sent, later a webhook. It is
// the only way out of the company for such addresses, because whoever chooses an address would else
// choose where inside the company's network this server knocks.
//
// The guard looks at the address that is about to be connected, after every resolution and on every
// hop, so nothing that happens before (odd spellings, names that change, redirects) matters to it.
// It lets through what is on the public internet, and nothing else: what is not known to be public
// is refused. Before that a URL must be plain: http or https, the usual ports, no credentials, a full
// public name; that keeps questions about inside names from being asked at all.
//
// Answers are cut at a size, everything ends after a time, redirects are followed only as far as the
// caller declares, no cookies are kept, and no proxy of the environment is asked.
package egress
