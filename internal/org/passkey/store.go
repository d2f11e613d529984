package passkey

import (
	"embed"
	"errors"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/webauthn"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables; they stand beside those of org.
var Migrations = db.Migrations{Room: "passkey", Files: files}

const columns = `id, account, name, credential_id, public_key, rp_id, transports, synced, counter, made_at, used_at, stopped_at`

func scan(r db.Row) (k row, err error) {
	return k, r.Scan(&k.ID, &k.Account, &k.Name, &k.CredentialID, &k.PublicKey, &k.Place, &k.Transports, &k.Synced, &k.Counter, &k.MadeAt, &k.UsedAt, &k.StoppedAt)
}

// own lists the passkeys of an account, the oldest first.
func own(q db.Q, account id.ID) ([]row, error) {
	return db.All(q, scan, `SELECT `+columns+` FROM passkeys WHERE account = ? AND removed_at = 0 ORDER BY made_at, id`, account)
}

func ownOne(q db.Q, account, passkey id.ID) (row, error) {
	return db.One(q, scan, `SELECT `+columns+` FROM passkeys WHERE id = ? AND account = ? AND removed_at = 0`, passkey, account)
}

func insert(tx *db.Tx, k row) error {
	sum := k.enrolment().SHA256()
	_, err := tx.Exec(`INSERT INTO passkeys (id, account, name, credential_id, public_key, enrolment, rp_id, transports, synced, counter, made_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, k.ID, k.Account, k.Name, k.CredentialID, k.PublicKey, sum[:], k.Place, k.Transports, k.Synced, k.Counter, k.MadeAt)
	return err
}

// held reads one and has nobody else change it before the transaction has ended.
func held(tx *db.Tx, account, passkey id.ID) (row, error) {
	return db.One(tx, scan, `SELECT `+columns+` FROM passkeys WHERE id = ? AND account = ? AND removed_at = 0 /*postgres FOR UPDATE*/`, passkey, account)
}

// ask stores a challenge, and forgets those that are over.
func ask(tx *db.Tx, who authz.Principal, bytes []byte, kind string, at webauthn.Place) error {
	if _, err := tx.Exec(`DELETE FROM passkey_challenges WHERE expires_at <= ?`, tx.Now); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO passkey_challenges (account, session, challenge, kind, rp_id, origin, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (account, challenge) DO NOTHING`, who.Account, who.Session, bytes, kind, at.Host, at.Origin, tx.Now.Add(life))
	return err
}

// asked finds where a challenge that waits is to be answered; ErrChallenge where there is none.
func asked(q db.Q, who authz.Principal, bytes []byte, kind string, now clock.Instant) (webauthn.Place, error) {
	at, err := db.One(q, func(r db.Row) (p webauthn.Place, err error) { return p, r.Scan(&p.Host, &p.Origin) },
		`SELECT rp_id, origin FROM passkey_challenges WHERE account = ? AND session = ? AND challenge = ? AND kind = ? AND expires_at > ?`, who.Account, who.Session, bytes, kind, now)
	if errors.Is(err, db.ErrNone) {
		return at, ErrChallenge.New()
	}
	return at, err
}

// take uses a challenge up; ErrChallenge where somebody else has, or its time is over.
func take(tx *db.Tx, who authz.Principal, bytes []byte, kind string) error {
	n, err := tx.Exec(`DELETE FROM passkey_challenges WHERE account = ? AND session = ? AND challenge = ? AND kind = ? AND expires_at > ?`,
		who.Account, who.Session, bytes, kind, tx.Now)
	if err == nil && n == 0 {
		err = ErrChallenge.New()
	}
	return err
}

// Enrolled finds the enrolment of a passkey by its hash, also where the passkey was removed since: what was
// confirmed with it stays. db.ErrNone where there is no such.
func Enrolled(q db.Q, credential []byte, sum [32]byte) (Enrolment, error) {
	k, err := db.One(q, scan, `SELECT `+columns+` FROM passkeys WHERE credential_id = ? AND enrolment = ?`, credential, sum[:])
	return k.enrolment(), err
}
