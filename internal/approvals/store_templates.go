package approvals

import (
	"encoding/json"
	"errors"
	"fmt"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// template is a row of approval_templates.
type template struct {
	key       string
	version   int64
	enabled   bool
	builtIn   bool
	changedAt clock.Instant
}

// edition is one version of a template. It never changes.
type edition struct {
	key        string
	version    int64
	raw        []byte // the definition as it was stored
	hash       []byte
	by         id.ID
	at         clock.Instant
	definition form.Definition
	form       *form.Form
}

func scanTemplate(r db.Row) (t template, err error) {
	return t, r.Scan(&t.key, &t.version, &t.enabled, &t.builtIn, &t.changedAt)
}

const templateColumns = `SELECT key, version, enabled, built_in, changed_at FROM approval_templates`

func selectTemplates(q db.Q) ([]template, error) {
	return db.All(q, scanTemplate, templateColumns+` ORDER BY key`)
}

// selectTemplate reads one; locked, nobody else publishes a version of it before the transaction has ended.
func selectTemplate(q db.Q, key string, locked bool) (template, error) {
	query := templateColumns + ` WHERE key = ?`
	if locked {
		query += ` /*postgres FOR UPDATE*/`
	}
	t, err := db.One(q, scanTemplate, query, key)
	if errors.Is(err, db.ErrNone) {
		err = apperr.NotFound.New()
	}
	return t, err
}

func scanEdition(r db.Row) (e edition, err error) {
	var raw string
	if err = r.Scan(&e.key, &e.version, &raw, &e.hash, &e.by, &e.at); err != nil {
		return e, err
	}
	e.raw = []byte(raw)
	if err := json.Unmarshal(e.raw, &e.definition); err != nil {
		return e, fmt.Errorf("template %s, version %d: %w", e.key, e.version, err)
	}
	if e.form, err = formOf(e.definition); err != nil {
		return e, fmt.Errorf("template %s, version %d: %w", e.key, e.version, err)
	}
	return e, nil
}

func selectEdition(q db.Q, key string, version int64) (edition, error) {
	e, err := db.One(q, scanEdition, `SELECT key, version, definition, hash, by_account, at FROM approval_template_versions WHERE key = ? AND version = ?`, key, version)
	if errors.Is(err, db.ErrNone) {
		err = apperr.NotFound.New()
	}
	return e, err
}

// selectNewest reads the newest version of every template.
func selectNewest(q db.Q) ([]edition, error) {
	return db.All(q, scanEdition, `SELECT v.key, v.version, v.definition, v.hash, v.by_account, v.at
		FROM approval_templates t JOIN approval_template_versions v ON v.key = t.key AND v.version = t.version ORDER BY v.key`)
}

func selectEditions(q db.Q, key string) ([]TemplateEdition, []id.ID, error) {
	by := []id.ID{}
	out, err := db.All(q, func(r db.Row) (e TemplateEdition, err error) {
		var who id.ID
		err = r.Scan(&e.Version, &e.At, &who)
		by = append(by, who)
		return e, err
	}, `SELECT version, at, by_account FROM approval_template_versions WHERE key = ? ORDER BY version DESC`, key)
	return out, by, err
}

// newEdition gives a definition the form in which it is stored.
func newEdition(key string, version int64, d form.Definition, by id.ID, at clock.Instant) (edition, error) {
	raw, err := d.Canonical()
	if err != nil {
		return edition{}, err
	}
	hash := signature.HashOf(raw)
	f, err := formOf(d)
	return edition{key: key, version: version, raw: raw, hash: hash[:], by: by, at: at, definition: d, form: f}, err
}

func insertEdition(tx *db.Tx, e edition) error {
	_, err := tx.Exec(`INSERT INTO approval_template_versions (key, version, definition, hash, by_account, at) VALUES (?, ?, ?, ?, ?, ?)`,
		e.key, e.version, string(e.raw), e.hash, e.by, e.at)
	return err
}

// insertTemplate tells whether the key was free.
func insertTemplate(tx *db.Tx, t template) (bool, error) {
	n, err := tx.Exec(`INSERT INTO approval_templates (key, version, enabled, built_in, changed_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
		t.key, t.version, t.enabled, t.builtIn, tx.Now)
	return n > 0, err
}

func updateTemplate(tx *db.Tx, t template) error {
	_, err := tx.Exec(`UPDATE approval_templates SET version = ?, enabled = ?, built_in = ?, changed_at = ? WHERE key = ?`,
		t.version, t.enabled, t.builtIn, tx.Now, t.key)
	return err
}

// selectRecent tells when somebody last applied for what, over their newest applications.
func selectRecent(q db.Q, account id.ID) (map[string]clock.Instant, error) {
	out := map[string]clock.Instant{}
	return out, db.Each(q, func(r db.Row) error {
		var key string
		var at clock.Instant
		err := r.Scan(&key, &at)
		if out[key] < at {
			out[key] = at
		}
		return err
	}, `SELECT template, opened_at FROM approvals WHERE applicant = ? ORDER BY opened_at DESC, id DESC LIMIT 50`, account)
}
