package matrix

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// passkeyOf gives somebody a passkey. Its key opens nothing: the matrix has no authenticator.
func (w *world) passkeyOf(p *person) (passkey id.ID) {
	w.must(w.house.DB.Write(w.ctx(), func(tx *db.Tx) error {
		passkey = id.New(tx.Now)
		if _, err := tx.Exec(`DELETE FROM passkeys WHERE account = ?`, p.account); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO passkeys (id, account, name, credential_id, public_key, enrolment, rp_id, transports, synced, counter, made_at)
			VALUES (?, ?, ?, ?, ?, ?, 'company.example', '[]', FALSE, 0, ?)`, passkey, p.account, canary, passkey[:], passkey[:], passkey[:], tx.Now)
		return err
	}))
	return passkey
}

var passkeySpecs = map[string]spec{
	"list_passkeys": {call: func(w *world, p *person, _ string) call {
		w.passkeyOf(w.keeper) // somebody else's, which nobody sees
		return call{}
	}},
	"begin_passkey": {guesses: true, call: func(w *world, p *person, relation string) call {
		password := p.password
		if relation == "wrong_password" {
			password = "not-the-one-1"
		}
		return call{body: map[string]any{"password": password}, after: w.forgetGuesses}
	}},
	"finish_passkey": {call: plain(call{body: map[string]any{"name": canary, "credential": map[string]any{"id": "AAAA"}}})},
	"remove_passkey": {spends: true, call: func(w *world, p *person, relation string) call {
		of := p
		if relation == "of_colleague" {
			of = w.keeper
		}
		return call{path: map[string]string{"id": w.passkeyOf(of).String()}, twin: map[string]string{"id": w.newID().String()}}
	}},
}
