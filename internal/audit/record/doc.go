// Package record is the canonical form of what stands in the audit log: the bytes whose hash is a leaf
// of the tree. It is pure.
//
// # Form, version 1
//
// A record is one line of JSON in UTF-8, without a line break at its end. Members come in the order
// below, all of them, without spaces. A leaf is SHA-256 over a zero byte and the line (RFC 6962).
//
//		{"v":1,"type":"act","id":ID,"at":TIME,"actor":ID,"session":ID,"action":TEXT,"object":TEXT,
//		 "object_id":ID,"subject":ID,"facts":FACTS,"ip":TEXT,"request_id":TEXT}
//		{"v":1,"type":"messages","at":TIME,"conversation":ID,"from":N,"to":N,"root":HASH}
//		{"v":1,"type":"key","at":TIME,"key":TEXT}
//
//	  - act: somebody did something. actor is null for the system itself and for people unknown; subject
//	    is the person whose data it was about, where that is not the object.
//	  - messages: messages from..to of a conversation, without gaps. root is the RFC 6962 tree hash over
//	    the hashes of their rows, in order.
//	  - key: the log is signed with this key from here on. The first record of a log is one.
//
// TIME is microseconds since 1970 UTC. ID is a UUID in its canonical form, or null. HASH is base64.
// TEXT is a JSON string in which only ", \ and control characters below U+0020 are escaped, as \", \\
// and \u00xx. FACTS is the stored JSON object as it was written, byte by byte.
//
// What does not fit, because somebody has damaged the row, is {"hex":"..."} in the place of an ID, a
// TIME or a TEXT, and a string of hexadecimal digits in the place of FACTS. So each row has exactly one
// form, whatever it holds, and different rows have different ones.
//
// A change of this form is version 2; version 1 stays readable for ever.
package record
