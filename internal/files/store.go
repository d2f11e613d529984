package files

import (
	"encoding/hex"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const fileColumns = `f.id, f.owner_id, f.name, f.size, f.mime, f.media, f.sha256, f.width, f.height, f.duration_ms, f.previews,
	f.state, f.data_key, f.created_at`

func scanFile(r db.Row) (f file, err error) {
	var media, at string
	err = r.Scan(&f.ID, &f.Owner, &f.Name, &f.Size, &f.Mime, &media, &f.SHA256, &f.Width, &f.Height, &f.DurationMS, &f.Previews,
		&at, &f.DataKey, &f.CreatedAt)
	f.Media, f.State = Media(media), state(at)
	return f, err
}

// ref is the file as others know it.
func (f file) ref() FileRef {
	return FileRef{ID: f.ID, Name: f.Name, Size: f.Size, Mime: f.Mime, Media: f.Media, SHA256: hex.EncodeToString(f.SHA256),
		Width: some(f.Width), Height: some(f.Height), DurationMS: some(f.DurationMS), Preview: f.Previews}
}

func some(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

func selectFiles(q db.Q, ids []id.ID) (map[id.ID]file, error) {
	out := make(map[id.ID]file, len(ids))
	err := db.Each(q, func(r db.Row) error {
		f, err := scanFile(r)
		out[f.ID] = f
		return err
	}, `SELECT `+fileColumns+` FROM files f WHERE f.id IN (?)`, db.Listed(distinct(ids)))
	return out, err
}

func insertHolds(tx *db.Tx, place Place, ids []id.ID) error {
	rows := make([][]any, len(ids))
	for i, one := range ids {
		rows[i] = []any{one, string(place.Kind), place.Object, place.Seq}
	}
	return tx.InsertMany(`INSERT INTO file_holds (file_id, kind, object_id, seq)`, `ON CONFLICT DO NOTHING`, rows)
}

func deleteHolds(tx *db.Tx, place Place) error {
	const here = ` WHERE object_id = ? AND seq = ? AND kind = ?`
	if _, err := tx.Exec(`UPDATE files SET check_at = ? WHERE id IN (SELECT file_id FROM file_holds`+here+`)`,
		tx.Now, place.Object, place.Seq, string(place.Kind)); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM file_holds`+here, place.Object, place.Seq, string(place.Kind))
	return err
}
