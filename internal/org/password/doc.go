// Package password knows what a good password is and keeps passwords so that nobody can read them.
//
// Chosen passwords are kept as argon2id (64 MiB, 3 passes) in the PHC string form; a string with
// other costs is verified and reported as stale, so that the next login renews it. Hashing runs in a
// bounded pool: memory for a few at once, a short queue, then a refusal.
//
// Initial passwords are made here, 128 random bits, never chosen; guessing them is hopeless, so a
// plain SHA-256 keeps them, and a company of 50,000 gets its passwords within a second. Their hash
// carries a marker: while it stands, the account must change its password.
package password
