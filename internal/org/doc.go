// Package org knows the company: who works here, in which departments, who may log in, and who can
// be reached now. It implements Authenticate for every entry of the product.
//
// # Words
//
//   - account: a person of the company, known by employee number. Active, frozen (shut by an
//     administrator until unfrozen), or left (shut for good unless a roster brings the person back).
//   - session: one device of an account, behind a random token of which only the hash is stored.
//   - initial password: handed out, not chosen; until it is changed nothing else is possible.
//   - roster: the personnel export that says who is here; see package roster.
//   - view: the whole directory in memory, read by every request, renewed by a follower.
//
// # Invariants
//
//   - An account that is not active has no living session. Freezing, leaving and a reset end all of
//     them in their own transaction; sockets close right after the commit, on other nodes by the
//     follower, and no principal is believed longer than a second without asking the database.
//   - There is always an active administrator once there was one.
//   - Who is unknown, has no password, or typed a wrong one gets the same answer after the same work.
//   - A one-time token works once, whatever races.
//   - A roster goes in whole in one transaction, as rehearsed, or not at all.
//
// # Says and hears
//
// Says event.AccountsChanged, AccountFrozen, SessionsEnded, PasswordChanged, SettingsChanged,
// PresenceSet and RosterApplied; hears them itself, so that each node renews its view, closes
// sockets and tells a person's other devices.
package org
