package org

import (
	"errors"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const accountColumns = `a.id, a.number, a.name, a.department, a.post, a.grade, a.mobile, a.email, a.superior, a.joined_on,
	a.status, a.managed, a.roles, a.epoch`

func scanAccount(r db.Row) (a account, err error) {
	var status, roles string
	err = r.Scan(&a.ID, &a.Number, &a.Name, &a.Department, &a.Post, &a.Grade, &a.Mobile, &a.Email, &a.Superior, &a.JoinedOn,
		&status, &a.Managed, &roles, &a.Epoch)
	a.Status, a.Roles = Status(status), authz.ParseRoles(roles)
	return a, err
}

func accountByID(q db.Q, account id.ID) (account, error) {
	return db.One(q, scanAccount, `SELECT `+accountColumns+` FROM accounts a WHERE a.id = ?`, account)
}

func accountByNumber(q db.Q, number string) (account, error) {
	if !validNumber(numberKey(number)) { // nobody has it, and PostgreSQL refuses to look for some
		return account{}, db.ErrNone
	}
	return db.One(q, scanAccount, `SELECT `+accountColumns+` FROM accounts a WHERE a.number_key = ?`, numberKey(number))
}

// lockAccount reads an account for a change: nobody else changes it until the transaction ends.
func lockAccount(tx *db.Tx, account id.ID) (account, error) {
	return db.One(tx, scanAccount, `SELECT `+accountColumns+` FROM accounts a WHERE a.id = ? /*postgres FOR UPDATE*/`, account)
}

func insertAccount(tx *db.Tx, a account) error {
	_, err := tx.Exec(`INSERT INTO accounts (id, number, number_key, name, department, post, grade, mobile, email, superior, joined_on,
		status, managed, roles, epoch, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.Number, numberKey(a.Number), a.Name, a.Department, a.Post, a.Grade, a.Mobile, a.Email, a.Superior, a.JoinedOn,
		string(a.Status), a.Managed, authz.FormatRoles(a.Roles), a.Epoch, tx.Now, tx.Now)
	return err
}

// raiseEpoch makes every principal of the account that is still in use somewhere an old one.
func raiseEpoch(tx *db.Tx, account id.ID) error {
	_, err := tx.Exec(`UPDATE accounts SET epoch = epoch + 1, changed_at = ? WHERE id = ?`, tx.Now, account)
	return err
}

// storedPassword is a row of passwords; the zero value has none.
type storedPassword struct {
	Hash    string
	Initial bool
}

func passwordOf(q db.Q, account id.ID) (storedPassword, error) {
	p, err := db.One(q, func(r db.Row) (p storedPassword, err error) {
		err = r.Scan(&p.Hash, &p.Initial)
		return p, err
	}, `SELECT hash, initial FROM passwords WHERE account = ?`, account)
	if errors.Is(err, db.ErrNone) {
		return storedPassword{Initial: true}, nil
	}
	return p, err
}

// keepPasswords is how many replaced passwords must not come back.
const keepPasswords = 5

// putPassword replaces the password; a chosen one that it replaces goes to the history.
func putPassword(tx *db.Tx, account id.ID, p storedPassword) error {
	if _, err := tx.Exec(`INSERT INTO password_history (account, replaced_at, hash)
		SELECT account, CAST(? AS BIGINT), hash FROM passwords WHERE account = ? AND initial = FALSE`, tx.Now, account); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM password_history WHERE account = ? AND replaced_at NOT IN
		(SELECT replaced_at FROM password_history WHERE account = ? ORDER BY replaced_at DESC LIMIT ?)`,
		account, account, keepPasswords); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO passwords (account, hash, initial, set_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, initial = excluded.initial, set_at = excluded.set_at`,
		account, p.Hash, p.Initial, tx.Now)
	return err
}

func recentPasswords(q db.Q, account id.ID) ([]string, error) {
	return db.All(q, db.Scalar[string], `SELECT hash FROM password_history WHERE account = ? ORDER BY replaced_at DESC`, account)
}

// Settings are what a person chose for their own eyes.
type Settings struct {
	Language             string `json:"language" enum:"zh-CN,en"`
	Theme                string `json:"theme" enum:"system,light,dark"`
	Zone                 string `json:"zone" doc:"IANA time zone"`
	EnterSends           bool   `json:"enter_sends"`
	DesktopNotifications bool   `json:"desktop_notifications"`
}

func settingsOf(q db.Q, account id.ID, language string) (Settings, error) {
	v, err := db.One(q, func(r db.Row) (v Settings, err error) {
		err = r.Scan(&v.Language, &v.Theme, &v.Zone, &v.EnterSends, &v.DesktopNotifications)
		return v, err
	}, `SELECT language, theme, zone, enter_sends, desktop_notifications FROM account_settings WHERE account = ?`, account)
	if errors.Is(err, db.ErrNone) {
		return Settings{Language: language, Theme: "system", Zone: "Asia/Shanghai", EnterSends: true, DesktopNotifications: true}, nil
	}
	return v, err
}

func putSettings(tx *db.Tx, account id.ID, v Settings) error {
	_, err := tx.Exec(`INSERT INTO account_settings (account, language, theme, zone, enter_sends, desktop_notifications)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account) DO UPDATE SET language = excluded.language, theme = excluded.theme,
		zone = excluded.zone, enter_sends = excluded.enter_sends, desktop_notifications = excluded.desktop_notifications`,
		account, v.Language, v.Theme, v.Zone, v.EnterSends, v.DesktopNotifications)
	return err
}

// companyName is a key of the company table.
const companyName = "name"

func companyValue(q db.Q, name string) (string, error) {
	v, err := db.Value[string](q, `SELECT value FROM company WHERE name = ?`, name)
	if errors.Is(err, db.ErrNone) {
		return "", nil
	}
	return v, err
}

func putCompanyValue(tx *db.Tx, name, value string) error {
	_, err := tx.Exec(`INSERT INTO company (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}
