package db

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// TooOld tells that the database has been changed so that this program can no longer use it.
type TooOld struct {
	Room         string
	Known, Floor int64 // this program's newest migration of the room, and the oldest one that may run
}

func (e TooOld) Error() string {
	return fmt.Sprintf("this program is too old for its database: of %s it knows version %d, and %d is needed; install the newer version that the other nodes run",
		e.Room, e.Known, e.Floor)
}

// CheckFloor tells whether this program, with its rooms, may run beside the database as it is. A newer
// schema alone is no reason to refuse: while a company's nodes are replaced one by one, old and new
// ones run side by side on the extended schema. A migration that takes away what older programs use
// says so itself:
//
//	INSERT INTO schema_floor (room, version) VALUES ('messaging', 7) ON CONFLICT (room) DO UPDATE SET version = excluded.version;
//
// Errors: TooOld.
func (d *DB) CheckFloor(ctx context.Context, rooms []Migrations) error {
	floors, err := All(d.Ask(ctx), func(r Row) (t TooOld, err error) {
		return t, r.Scan(&t.Room, &t.Floor)
	}, `SELECT room, version FROM schema_floor ORDER BY room`)
	if err != nil || len(floors) == 0 {
		return err
	}
	known := map[string]int64{}
	for _, room := range d.withOwn(rooms) {
		if known[room.Room], err = newest(room); err != nil {
			return err
		}
	}
	for _, f := range floors {
		if f.Known = known[f.Room]; f.Known < f.Floor {
			return f
		}
	}
	return nil
}

// newest is the number of a room's last migration.
func newest(room Migrations) (int64, error) {
	files, err := fs.Glob(room.Files, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		return 0, err
	}
	number, _, _ := strings.Cut(path.Base(files[len(files)-1]), "_")
	return strconv.ParseInt(number, 10, 64)
}
