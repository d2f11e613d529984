package app

import (
	"context"
	"net"
	"os"
	"strings"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/platform/node"
)

// databaseChecks are doctor's looks at the database; they change nothing.
func databaseChecks(c *config.Config) []doctor.Check {
	look := func(name string, at func(context.Context, *db.DB) doctor.Finding) doctor.Check {
		return doctor.Check{Name: name, Look: func(ctx context.Context) doctor.Finding { return withDatabase(ctx, c, at) }}
	}
	out := []doctor.Check{look("database", schema), look("calendar", holidays),
		look("audit_log", func(ctx context.Context, d *db.DB) doctor.Finding { return lookAtLog(ctx, d, c) })}
	if c.DatabaseURL.Empty() {
		return out
	}
	host := hostOf(c)
	return append(out, look("database_server", postgres), look("database_clock", databaseClock),
		look("database_disk", func(ctx context.Context, d *db.DB) doctor.Finding { return databaseDisk(ctx, d, host) }))
}

func withDatabase(ctx context.Context, c *config.Config, at func(context.Context, *db.DB) doctor.Finding) doctor.Finding {
	o := optionsOf(c, nil)
	if _, err := os.Stat(c.Path("tonggui.db")); o.DatabaseURL == "" && err != nil {
		return doctor.Worry("start `tonggui serve` or run `tonggui migrate`", "there is no database in %s yet", c.Data)
	}
	d, err := openDB(ctx, &o)
	if err != nil {
		return doctor.Bad("check database_url, whether PostgreSQL runs and lets this machine in, or the rights on the data folder", "the database does not answer: %v", err)
	}
	defer func() { _ = d.Close() }()
	return at(ctx, d)
}

// schema compares what the database holds with what this program knows.
func schema(ctx context.Context, d *db.DB) doctor.Finding {
	n, err := d.Pending(ctx, migrationsOf(d))
	if err != nil {
		return doctor.Bad("read the message; restore a backup if the file is damaged", "the schema cannot be read: %v", err)
	}
	if err := d.CheckFloor(ctx, migrationsOf(d)); err != nil && n == 0 {
		return doctor.Bad("install the version that the other servers run", "%v", err)
	}
	ahead, err := d.Ahead(ctx, migrationsOf(d))
	switch {
	case err != nil:
		return doctor.Bad("read the message; restore a backup if the file is damaged", "the schema cannot be read: %v", err)
	case len(ahead) > 0:
		return doctor.Worry("install the newer version here too; going on with this one is meant for the time of an upgrade",
			"a newer program has extended the database (%s); this one may still use it", strings.Join(ahead, ", "))
	case n > 0:
		return doctor.Worry("run `tonggui migrate`, or start `tonggui serve`, which does it", "%d migrations are not applied yet", n)
	}
	return doctor.Good("%s answers and is at this program's version", d.Dialect())
}

// server is what PostgreSQL says of itself.
type server struct {
	version, connections, others  int64
	fsync, commit, encoding, copy string
}

func postgres(ctx context.Context, d *db.DB) doctor.Finding {
	s, err := db.One(d.Ask(ctx), func(r db.Row) (s server, err error) {
		return s, r.Scan(&s.version, &s.connections, &s.fsync, &s.commit, &s.encoding, &s.copy)
	}, `SELECT current_setting('server_version_num')::bigint, current_setting('max_connections')::bigint, current_setting('fsync'),
		current_setting('synchronous_commit'), current_setting('server_encoding'), current_setting('full_page_writes')`)
	if err != nil {
		return doctor.Bad("read the message", "PostgreSQL cannot be asked: %v", err)
	}
	seen, err := node.List(ctx, d)
	if err == nil {
		s.others = int64(len(seen))
	}
	return judgePostgres(s)
}

// connectionsEach is how many connections a node may hold: its pool, its lease, and one to spare.
const connectionsEach = 18

func judgePostgres(s server) doctor.Finding {
	nodes := max(s.others, 1)
	switch {
	case s.version < 150000:
		return doctor.Bad("upgrade PostgreSQL to 15 or later", "PostgreSQL is version %d; this program needs 15", s.version/10000)
	case s.fsync != "on" || s.copy != "on":
		return doctor.Bad("set fsync = on and full_page_writes = on in postgresql.conf", "PostgreSQL does not make sure that what it stores survives a power cut (fsync %s, full_page_writes %s)", s.fsync, s.copy)
	case s.commit == "off":
		return doctor.Bad("set synchronous_commit = on in postgresql.conf, for this database and for this user", "PostgreSQL confirms before it has stored (synchronous_commit off): a power cut loses messages that people believe sent")
	case s.encoding != "UTF8":
		return doctor.Bad("create the database with ENCODING 'UTF8' TEMPLATE template0, before it is used", "the database's encoding is %s: Chinese text cannot be kept", s.encoding)
	case s.connections < nodes*connectionsEach:
		return doctor.Worry("raise max_connections in postgresql.conf", "PostgreSQL takes %d connections; %d server(s) may want %d", s.connections, nodes, nodes*connectionsEach)
	}
	return doctor.Good("PostgreSQL %d stores durably", s.version/10000)
}

func databaseClock(ctx context.Context, d *db.DB) doctor.Finding {
	var skew time.Duration
	for range 3 { // the first answer waits for a connection
		asked := d.Now()
		there, err := db.Value[clock.Instant](d.Ask(ctx), `SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint`)
		if err != nil {
			return doctor.Bad("read the message", "PostgreSQL cannot be asked for the time: %v", err)
		}
		skew = node.Skew(asked, there, d.Now())
	}
	return judgeSkew("this machine", skew)
}

// skewMost is how far clocks may be apart: deadlines are judged by each node's own.
const skewMost = time.Second

func judgeSkew(who string, skew time.Duration) doctor.Finding {
	const do = "switch time synchronisation on (chrony, systemd-timesyncd) on this machine, on the database's and on all servers"
	switch {
	case skew > skewMost:
		return doctor.Worry(do, "the clock of %s is %v ahead of the database's", who, skew.Round(time.Millisecond))
	case skew < -skewMost:
		return doctor.Worry(do, "the clock of %s is %v behind the database's", who, (-skew).Round(time.Millisecond))
	}
	return doctor.Good("the clock of %s agrees with the database's", who)
}

// databaseDisk asks for the room that PostgreSQL has. Its folder can be looked at only on its own machine.
func databaseDisk(ctx context.Context, d *db.DB, host string) doctor.Finding {
	size, err := db.Value[int64](d.Ask(ctx), `SELECT pg_database_size(current_database())`)
	if err != nil {
		return doctor.Worry("watch that disk by other means", "PostgreSQL does not say how large the database is: %v", err)
	}
	folder, err := db.Value[string](d.Ask(ctx), `SELECT COALESCE(current_setting('data_directory', true), '')`)
	if _, gone := os.Stat(folder); err == nil && gone == nil && folder != "" && local(host) {
		return doctor.DiskRoom("PostgreSQL", folder)
	}
	f := doctor.Good("the database holds %d MiB; how much room its disk has is not told from here", size>>20)
	f.Do = "watch the free space of PostgreSQL's disk by other means; when it is full, nothing can be sent"
	return f
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return strings.HasPrefix(host, "/") || host == "localhost" || ip != nil && ip.IsLoopback()
}
