package org

import (
	"encoding/hex"
	"math"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
)

// A throttle slows down whoever guesses passwords. Every attempt is counted before the password is
// looked at, so that a hundred guesses sent at once are a hundred failures; a success takes its own
// count back. Delays only: nobody is locked out until somebody else acts.

// forgetAfter is after how long without attempts a counter starts anew.
const forgetAfter = 24 * time.Hour

// deviceKnown is how long a device that is not used stays known.
const deviceKnown = 400 * 24 * time.Hour

// guessDelays follow the fifth failure in a row and each one after it: 15 minutes at the tenth. A day
// of guessing at one account is some thirty guesses.
var guessDelays = []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute,
	15 * time.Minute, 30 * time.Minute, time.Hour}

const freeGuesses = 5

// A network may be a whole company behind one address: it has more room, and its failures fade.
const (
	networkRoom  = 100
	networkFade  = 10 * time.Second // one failure fades in this time
	networkDelay = time.Minute
)

// counter is a row of login_attempts.
type counter struct {
	Failures    int64
	LastAt      clock.Instant
	LockedUntil clock.Instant
}

func accountKey(number string) string {
	hash := hashToken("number " + numberKey(number)) // numbers nobody has are counted alike and not kept in clear
	return "account:" + hex.EncodeToString(hash[:])
}
func deviceKey(hash tokenHash) string  { return "device:" + hex.EncodeToString(hash[:]) }
func networkKey(network string) string { return "network:" + network }

// lockCounter reads a counter for a change; a missing one is made.
func lockCounter(tx *db.Tx, key string) (c counter, err error) {
	if _, err = tx.Exec(`INSERT INTO login_attempts (key, failures, last_at, locked_until) VALUES (?, 0, ?, 0)
		ON CONFLICT (key) DO NOTHING`, key, tx.Now); err != nil {
		return c, err
	}
	return db.One(tx, func(r db.Row) (c counter, err error) {
		err = r.Scan(&c.Failures, &c.LastAt, &c.LockedUntil)
		return c, err
	}, `SELECT failures, last_at, locked_until FROM login_attempts WHERE key = ? /*postgres FOR UPDATE*/`, key)
}

func putCounter(tx *db.Tx, key string, c counter) error {
	_, err := tx.Exec(`UPDATE login_attempts SET failures = ?, last_at = ?, locked_until = ? WHERE key = ?`,
		c.Failures, c.LastAt, c.LockedUntil, key)
	return err
}

// claimGuess counts an attempt at an account, or refuses it while a delay runs.
func claimGuess(tx *db.Tx, key string) error {
	c, err := lockCounter(tx, key)
	if err != nil {
		return err
	}
	if err := waiting(c, tx.Now); err != nil {
		return err
	}
	if tx.Now.Sub(c.LastAt) > forgetAfter {
		c.Failures = 0
	}
	c.Failures, c.LastAt = c.Failures+1, tx.Now
	if over := c.Failures - freeGuesses; over >= 0 {
		c.LockedUntil = tx.Now.Add(guessDelays[min(int(over), len(guessDelays)-1)])
	}
	return putCounter(tx, key, c)
}

// claimNetwork counts an attempt from a network, or refuses it.
func claimNetwork(tx *db.Tx, key string) error {
	c, err := lockCounter(tx, key)
	if err != nil {
		return err
	}
	if err := waiting(c, tx.Now); err != nil {
		return err
	}
	faded := int64(tx.Now.Sub(c.LastAt) / networkFade)
	c.Failures = max(0, c.Failures-faded) + 1
	if faded > 0 || c.Failures == 1 {
		c.LastAt = tx.Now
	}
	if c.Failures > networkRoom {
		c.LockedUntil = tx.Now.Add(networkDelay)
	}
	return putCounter(tx, key, c)
}

func waiting(c counter, now clock.Instant) error {
	if left := c.LockedUntil.Sub(now); left > 0 {
		return ErrLoginThrottled.New("retry_after_s", int(math.Ceil(left.Seconds())))
	}
	return nil
}

// clearGuesses ends a row of failures: the right password was given.
func clearGuesses(tx *db.Tx, key string) error {
	_, err := tx.Exec(`DELETE FROM login_attempts WHERE key = ?`, key)
	return err
}

// returnNetwork takes one attempt back.
func returnNetwork(tx *db.Tx, key string) error {
	_, err := tx.Exec(`UPDATE login_attempts SET failures = failures - 1, locked_until = 0 WHERE key = ? AND failures > 0`, key)
	return err
}
