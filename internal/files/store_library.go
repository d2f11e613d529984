package files

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

func insertEntry(tx *db.Tx, account, one id.ID) error {
	_, err := tx.Exec(`INSERT INTO library_entries (account_id, file_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, account, one, tx.Now)
	return err
}

// libraryPlace is where a page of the library goes on.
type libraryPlace struct {
	At   clock.Instant
	File id.ID
}

type entry struct {
	file
	at clock.Instant
}

// selectLibrary lists an account's own area behind a place, newest first. name is a part of a name in
// the form of searches, escaped for LIKE.
func selectLibrary(q db.Q, account id.ID, name string, after libraryPlace, limit int) ([]entry, error) {
	return db.All(q, func(r db.Row) (e entry, err error) {
		var media, at string
		f := &e.file
		err = r.Scan(&e.at, &f.ID, &f.Owner, &f.Name, &f.Size, &f.Mime, &media, &f.SHA256, &f.Width, &f.Height, &f.DurationMS, &f.Previews,
			&at, &f.DataKey, &f.CreatedAt)
		f.Media, f.State = Media(media), state(at)
		return e, err
	}, `SELECT e.at, `+fileColumns+` FROM library_entries e JOIN files f ON f.id = e.file_id
		WHERE e.account_id = ? AND (e.at, e.file_id) < (?, ?) AND f.name_key LIKE ? ESCAPE '\'
		ORDER BY e.at DESC, e.file_id DESC LIMIT ?`, account, after.At, after.File[:], "%"+name+"%", limit)
}

// deleteEntry takes a file out of the library; it tells whether it was there.
func deleteEntry(tx *db.Tx, account, one id.ID) (bool, error) {
	n, err := tx.Exec(`DELETE FROM library_entries WHERE account_id = ? AND file_id = ?`, account, one)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.Exec(`UPDATE files SET check_at = ? WHERE id = ?`, tx.Now, one)
	return true, err
}

// selectOwn tells which of the files are in an account's library.
func selectOwn(q db.Q, account id.ID, files []id.ID) (map[id.ID]bool, error) {
	out := map[id.ID]bool{}
	if len(files) == 0 {
		return out, nil
	}
	return out, db.Each(q, func(r db.Row) error {
		var one id.ID
		err := r.Scan(&one)
		out[one] = true
		return err
	}, `SELECT file_id FROM library_entries WHERE account_id = ? AND file_id IN (?)`, account, db.Listed(files))
}

// held is a file at a place that is no library.
type held struct {
	file  id.ID
	place Place
}

// selectHeld tells which of the files are held at the places. It may give more than was asked for:
// every one of the files at every one of the places.
func selectHeld(q db.Q, asked []held) (map[held]bool, error) {
	out := map[held]bool{}
	if len(asked) == 0 {
		return out, nil
	}
	var files, objects []id.ID
	var seqs []int64
	for _, h := range asked {
		files, objects, seqs = append(files, h.file), append(objects, h.place.Object), append(seqs, h.place.Seq)
	}
	return out, db.Each(q, func(r db.Row) error {
		var h held
		err := r.Scan(&h.file, &h.place.Kind, &h.place.Object, &h.place.Seq)
		out[h] = true
		return err
	}, `SELECT file_id, kind, object_id, seq FROM file_holds WHERE file_id IN (?) AND object_id IN (?) AND seq IN (?)`,
		db.Listed(distinct(files)), db.Listed(distinct(objects)), db.Listed(seqs))
}
