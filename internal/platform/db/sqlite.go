package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"

	"modernc.org/sqlite"
)

// sqliteConn is a connection to SQLite without database/sql between: it belongs to one goroutine, and
// what database/sql does for each statement so that many could share it costs as much as a small write.
type sqliteConn struct{ driver.Conn }

var errDriver = errors.New("the SQLite driver is not the one that this was written for")

func openSQLiteConn(dsn string) (sqliteConn, error) {
	c, err := new(sqlite.Driver).Open(dsn)
	return sqliteConn{c}, err
}

func (c sqliteConn) prepare(ctx context.Context, text string) (s sqliteStmt, err error) {
	p, ok := c.Conn.(driver.ConnPrepareContext)
	if !ok {
		return s, errDriver
	}
	made, err := p.PrepareContext(ctx, text)
	if err != nil {
		return s, err
	}
	execs, doesExec := made.(driver.StmtExecContext)
	asks, doesAsk := made.(driver.StmtQueryContext)
	if !doesExec || !doesAsk {
		return s, errors.Join(errDriver, made.Close())
	}
	return sqliteStmt{made, execs, asks}, nil
}

type sqliteStmt struct {
	driver.Stmt
	execs driver.StmtExecContext
	asks  driver.StmtQueryContext
}

func (s sqliteStmt) exec(ctx context.Context, args []any) (int64, error) {
	values, err := bound(args)
	if err != nil {
		return 0, err
	}
	res, err := s.execs.ExecContext(ctx, values)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (s sqliteStmt) query(ctx context.Context, args []any, each func(Row) error) (err error) {
	values, err := bound(args)
	if err != nil {
		return err
	}
	rows, err := s.asks.QueryContext(ctx, values)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make(sqliteRow, len(rows.Columns()))
	for {
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := each(row); err != nil {
			return err
		}
	}
}

// bound makes of arguments what drivers take.
func bound(args []any) ([]driver.NamedValue, error) {
	out := make([]driver.NamedValue, len(args))
	for i, a := range args {
		var v driver.Value
		switch a := a.(type) {
		case nil, int64, []byte, string, bool:
			v = a
		default:
			var err error
			if v, err = driver.DefaultParameterConverter.ConvertValue(a); err != nil {
				return nil, err
			}
		}
		out[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	return out, nil
}
