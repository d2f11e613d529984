// Package org is planted.
package org

import (
	"fmt"
	"net/http"
	"strings"

	"tonggui/internal/platform/db"
)

const columns = "id, name"

var orders = map[int]string{1: " ORDER BY name", 2: " ORDER BY id"}

var loose = map[int]string{1: strings.ToUpper("x")}

func planted(tx *db.Tx, name string, r *http.Request) {
	tx.Exec("DELETE FROM t WHERE name = '" + name + "'") // want
	tx.Exec(fmt.Sprintf("DROP TABLE %s", name))          // want
	q := "SELECT 1"
	q += " WHERE " + name
	tx.Exec(q)                                                  // want
	db.All(tx, nil, "SELECT "+name+" FROM t")                   // want
	db.Value[int](tx, "SELECT "+name)                           // want
	tx.QueryContext(nil, strings.Join([]string{name}, " AND ")) // want
	var b strings.Builder
	text := b.String()
	db.Each(tx, nil, text)                       // want
	db.One(tx, nil, "SELECT id FROM t"+loose[1]) // want
}

func fine(tx *db.Tx, name string, r *http.Request) {
	tx.Exec("DELETE FROM t WHERE name = ?", name)
	tx.Exec("SELECT "+columns+" FROM t"+
		" WHERE name = ?", fmt.Sprintf("%s", name))
	q := "SELECT " + columns
	q += " FROM t"
	db.One(tx, nil, q, name+name)
	db.One(tx, nil, q+orders[1])
	r.URL.Query()
}
