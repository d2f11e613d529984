package db

import (
	"context"
	"database/sql"
	"sync"
)

// longStatement is the length beyond which a statement is not kept prepared: it was built for a
// number of rows that hardly comes again, and keeping every such number would cost more than it saves.
const longStatement = 4096

// statements keeps SQLite's reading statements prepared: preparing costs about as much as a small
// read. Texts come from the code, never from outside, so they are few.
type statements struct {
	pool *sql.DB
	mu   sync.RWMutex
	kept map[string]*sql.Stmt
}

func newStatements(pool *sql.DB) *statements {
	return &statements{pool: pool, kept: map[string]*sql.Stmt{}}
}

// get returns a statement that is prepared on whichever connections used it.
func (s *statements) get(ctx context.Context, query string) (*sql.Stmt, error) {
	s.mu.RLock()
	stmt := s.kept[query]
	s.mu.RUnlock()
	if stmt != nil {
		return stmt, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if stmt := s.kept[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := s.pool.PrepareContext(ctx, Render(SQLite, query))
	if err == nil {
		s.kept[query] = stmt
	}
	return stmt, err
}

func (s *statements) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, stmt := range s.kept {
		_ = stmt.Close()
	}
	clear(s.kept)
}

// sqliteReader asks SQLite, inside a transaction or not.
type sqliteReader struct {
	statements *statements
	tx         *sql.Tx // nil outside Read
}

func (r sqliteReader) rows(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	if len(query) > longStatement {
		if r.tx != nil {
			return r.tx.QueryContext(ctx, Render(SQLite, query), args...)
		}
		return r.statements.pool.QueryContext(ctx, Render(SQLite, query), args...)
	}
	stmt, err := r.statements.get(ctx, query)
	if err != nil {
		return nil, err
	}
	if r.tx != nil {
		stmt = r.tx.StmtContext(ctx, stmt)
	}
	return stmt.QueryContext(ctx, args...)
}

// postgresReader asks PostgreSQL, whose driver keeps statements prepared by itself.
type postgresReader struct {
	src interface {
		QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	}
}

func (r postgresReader) rows(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	return r.src.QueryContext(ctx, rebind(query), args...)
}
