// Command bench measures the product: a load program against `tonggui serve` as a process of its own,
// on SQLite and on PostgreSQL, by loopback. It prints one table and writes build/bench.json.
// docs/performance.md says how to read it.
package main
