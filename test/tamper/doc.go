// Package tamper changes the database of a real installation as its superuser could, and asks the
// verifier, which has nothing but an export, the public key and checkpoints that were kept outside, what
// was done and where. SOAK=1 does so a thousand times.
package tamper
