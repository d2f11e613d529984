// Package acknowledgement keeps who has read and acknowledged which version of which regulation.
//
// A regulation can demand it, of everybody or of some departments with those below them. From the
// instant at which a version comes into force each active account that it concerns has a row for it:
//
//	asked → opened → acknowledged
//	      ↘ ended: superseded, no longer demanded, moved away, frozen or left
//
// A row that has ended is asked anew when its reason is gone. Who is late is reminded every second
// working day of their site; at the end of the limit, the rule acknowledgement.due, it is recorded as
// evidence and their head is told. Every step is kept as a notice.
//
// An acknowledgement names the version by the hash of its words, how long it was open by the server's
// clock, and its record in the audit log, by which it can be proven. It is never changed or removed.
package acknowledgement
