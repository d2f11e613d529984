package approvals

import (
	"encoding/hex"
	"encoding/json"
	"slices"

	"tonggui/internal/approvals/figures"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// taken is which turns statistics are about: somebody took them. The index of those in no sum says the same.
const (
	taken    = `state = 'done' AND outcome IN ('approved', 'rejected', 'returned')`
	unsummed = `took < 0 AND closed_at > 0`
)

// anyUnsummed tells whether anything has ended that is in no sum yet.
func anyUnsummed(q db.Q) (bool, error) {
	n, err := db.Value[int64](q, `SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM approvals WHERE `+unsummed+` LIMIT 1) AS a) + (SELECT COUNT(*) FROM (SELECT 1 FROM approval_tasks WHERE `+unsummed+` AND `+taken+` LIMIT 1) AS t)`)
	return n > 0, err
}

// holdSums has nobody else add to sums before the transaction has ended.
func holdSums(tx *db.Tx) error {
	_, err := tx.Exec(`UPDATE approval_summing SET run_at = ? WHERE one = 1`, tx.Now)
	return err
}

// selectUnsummed reads approvals that have ended and are in no sum, the first first. One that somebody acts on
// has its turn later.
func selectUnsummed(tx *db.Tx, limit int) ([]course, error) {
	return db.All(tx, scanCourse, `SELECT `+courseColumns+` FROM approvals WHERE `+unsummed+` ORDER BY closed_at LIMIT ? /*postgres FOR UPDATE SKIP LOCKED*/`, limit)
}

func selectUnsummedTurns(tx *db.Tx, limit int) ([]turn, error) {
	return db.All(tx, scanTurn, `SELECT `+turnColumns+` FROM approval_tasks WHERE `+unsummed+` AND `+taken+` ORDER BY closed_at LIMIT ? /*postgres FOR UPDATE SKIP LOCKED*/`, limit)
}

// tookOf note that rows are in the sums: by their ids and times, as JSON.
var tookOf = map[string]string{
	"approvals":      `WITH ` + counted + ` UPDATE approvals SET took = v.took FROM v WHERE approvals.id = v.id`,
	"approval_tasks": `WITH ` + counted + ` UPDATE approval_tasks SET took = v.took FROM v WHERE approval_tasks.id = v.id`,
}

const counted = `v(id, took) AS (/*sqlite SELECT unhex(value ->> 0), value ->> 1 FROM json_each(?)*/
	/*postgres SELECT decode(e.v ->> 0, 'hex'), CAST(e.v ->> 1 AS BIGINT) FROM jsonb_array_elements(CAST(? AS JSONB)) AS e(v)*/)`

// updateTook notes that rows of a table are in the sums.
func updateTook[T any](tx *db.Tx, table string, all []T, of func(T) (id.ID, int64)) error {
	if len(all) == 0 {
		return nil
	}
	rows := make([][2]any, len(all))
	for i, v := range all {
		one, took := of(v)
		rows[i] = [2]any{hex.EncodeToString(one[:]), took}
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = tx.Exec(tookOf[table], string(list))
	return err
}

const sumColumns = `about, days, day, template, name, number, late, spread`

func scanSum(r db.Row) (k sumKey, v sum, err error) {
	var spread []byte
	if err = r.Scan(&k.about, &k.days, &k.day, &k.template, &k.name, &v.number, &v.late, &spread); err == nil {
		v.took, err = figures.Parse(spread)
	}
	return k, v, err
}

// addSums adds to the sums that there are. Whoever calls holds them.
func addSums(tx *db.Tx, more map[sumKey]*sum) error {
	keys := make(db.List, 0, len(more))
	for k := range more {
		keys = append(keys, db.List{k.about, k.days, k.day, k.template, k.name})
	}
	for part := range slices.Chunk(keys, 128) {
		if err := db.Each(tx, func(r db.Row) error {
			k, have, err := scanSum(r)
			if err != nil {
				return err
			}
			v := more[k]
			v.number += have.number
			v.late += have.late
			v.took.Merge(have.took)
			return nil
		}, `SELECT `+sumColumns+` FROM approval_sums WHERE (about, days, day, template, name) IN (/*sqlite VALUES*/ ?)`, db.List(part)); err != nil {
			return err
		}
	}
	rows := make([][]any, 0, len(more))
	for k, v := range more {
		rows = append(rows, []any{k.about, k.days, k.day, k.template, k.name, v.number, v.late, v.took.Bytes()})
	}
	return tx.InsertMany(`INSERT INTO approval_sums (`+sumColumns+`)`, `ON CONFLICT (about, days, day, template, name) DO UPDATE SET number = excluded.number, late = excluded.late, spread = excluded.spread`, rows)
}

// eachSum calls fn for each sum of a part of a span, of one template or all.
func eachSum(q db.Q, about string, part run, template string, fn func(sumKey, sum)) error {
	return db.Each(q, func(r db.Row) error {
		k, v, err := scanSum(r)
		if err == nil {
			fn(k, v)
		}
		return err
	}, `SELECT `+sumColumns+` FROM approval_sums WHERE about = ? AND days = ? AND day >= ? AND day < ? AND (? = '' OR template = ?)`, about, part.days, part.from, part.to, template, template)
}

// eachNumber calls fn with how many turns people took in a part of a span.
func eachNumber(q db.Q, about string, part run, fn func(person id.ID, n int64)) error {
	return db.Each(q, func(r db.Row) error {
		var name string
		var n int64
		if err := r.Scan(&name, &n); err != nil {
			return err
		}
		person, err := id.Parse(name)
		if err == nil {
			fn(person, n)
		}
		return err
	}, `SELECT name, CAST(SUM(number) AS BIGINT) FROM approval_sums WHERE about = ? AND days = ? AND day >= ? AND day < ? GROUP BY name`, about, part.days, part.from, part.to)
}

// eachSpread calls fn with how long turns of some people took in a part of a span.
func eachSpread(q db.Q, about string, part run, people []id.ID, fn func(person id.ID, took figures.Spread)) error {
	names := make([]string, len(people))
	for i, one := range people {
		names[i] = one.String()
	}
	return db.Each(q, func(r db.Row) error {
		k, v, err := scanSum(r)
		if err != nil {
			return err
		}
		person, err := id.Parse(k.name)
		if err == nil {
			fn(person, v.took)
		}
		return err
	}, `SELECT `+sumColumns+` FROM approval_sums WHERE about = ? AND days = ? AND day >= ? AND day < ? AND name IN (?)`, about, part.days, part.from, part.to, db.Listed(names))
}
