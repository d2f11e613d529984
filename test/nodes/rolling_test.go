package nodes

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/process"
)

// A newer program has extended the schema: this one plays the older node beside it.
func TestAnOlderNodeRunsBesideAnExpandedSchemaAndEndsBeforeAContractedOne(t *testing.T) {
	c := found(t, postgres(t))
	people := c.hire(2)
	in := group(people)
	pool, err := sql.Open("pgx", c.url)
	c.must(err)
	defer func() { _ = pool.Close() }()
	change := func(statement string) {
		t.Helper()
		if _, err := pool.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	change(`ALTER TABLE messages ADD COLUMN future TEXT NOT NULL DEFAULT ''`)
	change(`ALTER TABLE conversations ADD COLUMN future BIGINT NOT NULL DEFAULT 0`)
	change(`CREATE TABLE future (id BYTEA PRIMARY KEY)`)
	change(`INSERT INTO migrations_messaging (version_id, is_applied) VALUES (900, TRUE)`)

	// One that runs goes on, one that starts anew takes the schema as it is.
	c.must(c.nodes[1].Stop())
	c.nodes[1].Up()
	c.await(10*time.Second, "the nodes hear each other", func() bool { return c.ready(0) == "ok" && c.ready(1) == "ok" })
	far := people[1].listen(1, "")
	c.await(time.Second, "they talk", far.got(people[0].say(0, in, "新旧并行")))

	change(`INSERT INTO schema_floor (room, version) VALUES ('messaging', 900)`)
	for _, node := range c.nodes {
		if said := node.Ends(10 * time.Second); !strings.Contains(said, "too old for its database") {
			t.Errorf("a node that is too old ends without saying so:\n%s", said)
		}
	}
	late := process.Prepare(t, "serve", t.TempDir(), c.url, append(c.env, "TONGGUI_NATS_URL="+c.nats.URL)...)
	if said := late.Fails(30 * time.Second); !strings.Contains(said, "too old for its database") {
		t.Errorf("a program that is too old starts:\n%s", said)
	}
}
