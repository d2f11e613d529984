package org

import (
	"slices"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

func scanSession(r db.Row) (v session, err error) {
	err = r.Scan(&v.ID, &v.Account, &v.CreatedAt, &v.LastSeenAt, &v.IP, &v.UserAgent, &v.EndedAt)
	return v, err
}

func insertSession(tx *db.Tx, v session, hash tokenHash) error {
	_, err := tx.Exec(`INSERT INTO sessions (id, account, token_hash, created_at, last_seen_at, ip, user_agent) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		v.ID, v.Account, hash[:], v.CreatedAt, v.LastSeenAt, v.IP, v.UserAgent)
	return err
}

// livingSessions returns the sessions of an account that have not ended, the last seen first.
func livingSessions(q db.Q, account id.ID) ([]session, error) {
	return db.All(q, scanSession, `SELECT id, account, created_at, last_seen_at, ip, user_agent, ended_at FROM sessions
		WHERE account = ? AND ended_at = 0 AND last_seen_at > ? AND created_at > ? ORDER BY last_seen_at DESC, id DESC`,
		account, q.At().Add(-idleEnds), q.At().Add(-sessionEnds))
}

// endSessions ends the living sessions of an account, but for one (which may be zero), and returns
// which.
func endSessions(tx *db.Tx, account, except id.ID, why string) ([]id.ID, error) {
	if except.IsZero() {
		except = account // NULL would match nothing; no session has an account's id
	}
	return db.All(tx, db.Scalar[id.ID], `UPDATE sessions SET ended_at = ?, ended_by = ?
		WHERE account = ? AND ended_at = 0 AND id <> ? RETURNING id`, tx.Now, why, account, except)
}

// atOnce is how many accounts one statement names.
const atOnce = 500

// endSessionsOf ends every living session of the accounts and returns which, by account.
func endSessionsOf(tx *db.Tx, accounts []id.ID, why string) (map[id.ID][]id.ID, error) {
	ended := map[id.ID][]id.ID{}
	for part := range slices.Chunk(accounts, atOnce) {
		if err := db.Each(tx, func(r db.Row) error {
			var session, account id.ID
			err := r.Scan(&session, &account)
			ended[account] = append(ended[account], session)
			return err
		}, `UPDATE sessions SET ended_at = ?, ended_by = ? WHERE ended_at = 0 AND account IN (?) RETURNING id, account`,
			tx.Now, why, db.Listed(part)); err != nil {
			return nil, err
		}
	}
	return ended, nil
}

func endSession(tx *db.Tx, account, session id.ID, why string) (bool, error) {
	n, err := tx.Exec(`UPDATE sessions SET ended_at = ?, ended_by = ? WHERE id = ? AND account = ? AND ended_at = 0`,
		tx.Now, why, session, account)
	return n == 1, err
}

func rotateToken(tx *db.Tx, session id.ID, hash tokenHash) error {
	_, err := tx.Exec(`UPDATE sessions SET token_hash = ? WHERE id = ?`, hash[:], session)
	return err
}

// knownDevice tells whether the account logged in from the device before.
func knownDevice(q db.Q, account id.ID, hash tokenHash) (bool, error) {
	n, err := db.Value[int64](q, `SELECT COUNT(*) FROM known_devices WHERE token_hash = ? AND account = ?`, hash[:], account)
	return n > 0, err
}

func rememberDevice(tx *db.Tx, account id.ID, hash tokenHash) error {
	_, err := tx.Exec(`INSERT INTO known_devices (token_hash, account, seen_at) VALUES (?, ?, ?)
		ON CONFLICT (token_hash, account) DO UPDATE SET seen_at = excluded.seen_at`, hash[:], account, tx.Now)
	return err
}

// removeOld deletes what has had its time.
func removeOld(tx *db.Tx) error {
	for query, before := range map[string]clock.Instant{
		`DELETE FROM login_attempts WHERE last_at < ?`: tx.Now.Add(-2 * forgetAfter),
		`DELETE FROM known_devices WHERE seen_at < ?`:  tx.Now.Add(-deviceKnown),
		`DELETE FROM setup_tokens WHERE ends_at < ?`:   tx.Now,
		`DELETE FROM sessions WHERE last_seen_at < ?`:  tx.Now.Add(-keepSessions),
	} {
		if _, err := tx.Exec(query, before); err != nil {
			return err
		}
	}
	return nil
}
