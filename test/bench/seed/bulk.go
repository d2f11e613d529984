package seed

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite" // driver "sqlite"
)

// bulk puts many rows into a table. The rows of a table are inserted in the order of its key where
// that is cheap to have.
type bulk interface {
	insert(ctx context.Context, table string, columns []string, rows [][]any) error
	// close makes the rows durable and the tables as they are in a database that has been in use.
	close(ctx context.Context) error
}

// rowsAtOnce is how many rows one statement of SQLite carries.
const rowsAtOnce = 100

type sqlite struct{ pool *sql.DB }

func openSQLite(path string) (bulk, error) {
	pool, err := sql.Open("sqlite", "file:"+path+"?_pragma=synchronous(OFF)&_pragma=cache_size(-262144)")
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	return &sqlite{pool}, nil
}

func (s *sqlite) insert(ctx context.Context, table string, columns []string, rows [][]any) error {
	tx, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	tuple := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ") + ")"
	statement := func(n int) string {
		return "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " + strings.TrimSuffix(strings.Repeat(tuple+", ", n), ", ")
	}
	full, err := tx.PrepareContext(ctx, statement(rowsAtOnce))
	if err != nil {
		return err
	}
	defer func() { _ = full.Close() }()
	for part := range slices.Chunk(rows, rowsAtOnce) {
		args := slices.Concat(part...)
		if len(part) == rowsAtOnce {
			_, err = full.ExecContext(ctx, args...)
		} else {
			_, err = tx.ExecContext(ctx, statement(len(part)), args...)
		}
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// close leaves the file as the server would: it never analyses it. Samples of values (sqlite_stat4) would make
// SQLite plan a statement anew whenever another value is bound, which costs more than most reads.
func (s *sqlite) close(ctx context.Context) error {
	for _, statement := range []string{"PRAGMA synchronous = FULL", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := s.pool.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return s.pool.Close()
}

type postgres struct{ conn *pgx.Conn }

func openPostgres(ctx context.Context, url string) (bulk, error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return nil, err
	}
	return &postgres{conn}, nil
}

func (p *postgres) insert(ctx context.Context, table string, columns []string, rows [][]any) error {
	_, err := p.conn.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
	return err
}

func (p *postgres) close(ctx context.Context) error {
	for _, statement := range []string{"VACUUM ANALYZE", "CHECKPOINT"} {
		if _, err := p.conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return p.conn.Close(ctx)
}
