package app

import (
	"context"
	"database/sql"
	"math"
	"os"
	"path/filepath"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/platform/tlsx"
	"tonggui/internal/platform/version"
)

// figures gives every figure its name. docs/guide/metrics.md explains each; a test compares the two,
// and the dashboard and alerts of packaging with them. The names are an interface: companies build
// alerts on them.
func (h *House) figures(o Options) {
	dir := o.Dir
	v := version.Get()
	h.Metrics.Info("tonggui_build_info", "Always 1; the labels say which program this is.",
		map[string]string{"version": v.Version, "commit": v.Commit, "database": string(h.DB.Dialect())})
	h.talkFigures()
	h.socketFigures()
	h.databaseFigures()
	h.fileFigures(dir)
	h.nodeFigures()
	h.auditFigures()
	h.approvalFigures()
	m := h.Metrics
	m.CounterBy("tonggui_logins_total", "Logins by password, by how they ended.", "outcome", h.Org.Logins)
	m.CounterBy("tonggui_rule_refusals_total", "What a rule of the company blocked.", "rule", h.Rules.Refusals)
	m.Gauge("tonggui_clock_deviation_seconds", "How far the machine's clock has jumped from the time that this node goes by; 0 in normal times.", func() float64 {
		if c, ok := h.Clock.(*clock.System); ok {
			return c.Deviation().Seconds()
		}
		return 0
	})
	m.Gauge("tonggui_tls_certificate_expires_timestamp_seconds", "When the certificate of tls_cert ends; 0 where none is set.", func() float64 {
		if until, err := tlsx.Until(o.TLSCert, o.TLSKey); o.TLSCert != "" && err == nil {
			return float64(until.Unix())
		}
		return 0
	})
	m.Gauge("tonggui_last_backup_timestamp_seconds", "When the file "+doctor.BackupMark+" in the data folder was last touched, which backups do at their end; 0 where it is missing.", func() float64 {
		info, err := os.Stat(filepath.Join(dir, doctor.BackupMark))
		if err != nil {
			return 0
		}
		return float64(info.ModTime().Unix())
	})
}

func (h *House) talkFigures() {
	m, f := h.Metrics, &h.Messaging.Figures
	m.Histogram("tonggui_message_send_duration_seconds", "From a message being taken to its commit; the count is the messages that people sent on this node.", f.Send)
	m.Histogram("tonggui_message_push_duration_seconds", "From a message's commit, or word of it from another node, until it is handed to this node's sockets.", f.Push)
	m.Count("tonggui_messages_stored_total", "Messages stored by this node, also those of forwards and of the system.", &f.Stored)
	m.Count("tonggui_messages_not_pushed_total", "Messages that could not be pushed, so that clients pull them.", &f.NotPushed)
	m.Count("tonggui_polls_total", "Looks into the database for messages of other nodes, because the bus does not reach them.", &f.Polls)
	m.Count("tonggui_messages_caught_up_total", "Messages of other nodes that such a look has found.", &f.CaughtUp)
	m.GaugeBy("tonggui_lane_messages", "Messages that wait to be pushed, by lane; a lane holds 1024 and then holds up senders.", "lane", h.Messaging.Lanes)
	m.Switch("tonggui_search_up", "1 while messages can be searched.", func() bool { return h.Search != nil })
	m.Gauge("tonggui_search_waiting_messages", "Messages that this node knows of and that cannot be searched yet.", func() float64 { n, _ := h.unlisted(); return n })
	m.Gauge("tonggui_search_lag_seconds", "For how long the first new message that cannot be searched yet has been waiting.", func() float64 { _, lag := h.unlisted(); return lag })
}

func (h *House) unlisted() (messages, seconds float64) {
	if h.Search == nil {
		return 0, 0
	}
	n, lag := h.Search.Waiting()
	return float64(n), lag
}

func (h *House) socketFigures() {
	m, f := h.Metrics, &h.Sockets.Figures
	m.Gauge("tonggui_sockets", "Open WebSockets on this node.", func() float64 { return float64(h.Sockets.Connections()) })
	m.Count("tonggui_sockets_opened_total", "WebSockets that were opened.", &f.Opened)
	m.CounterBy("tonggui_sockets_closed_total", "WebSockets that were closed, by close code; gone where the client or the line ended it.", "code", f.Closed)
	m.Count("tonggui_socket_frames_received_total", "Frames that clients sent.", &f.Received)
	m.Count("tonggui_frames_published_total", "Frames that were made, each for one socket or for many.", &f.Published)
	m.Count("tonggui_frames_pushed_total", "Frames handed to sockets, each counted once for every socket.", &f.Pushed)
}

func (h *House) databaseFigures() {
	m, f := h.Metrics, &h.DB.Figures
	m.Histogram("tonggui_db_commit_duration_seconds", "From the beginning of a transaction to its durable commit.", f.Commit)
	m.Histogram("tonggui_db_write_wait_seconds", "How long a write waited for its turn: on SQLite for the writer, on PostgreSQL for a connection.", f.Wait)
	m.Histogram("tonggui_db_commit_writes", "Writes that shared a commit; on PostgreSQL always one.", f.Shared)
	m.Gauge("tonggui_db_writes_waiting", "Writes that wait for the writer at this moment; always 0 on PostgreSQL.", func() float64 { return float64(h.DB.Waiting()) })
	m.Count("tonggui_db_repeats_total", "Transactions that PostgreSQL had begin anew, for a deadlock or a conflict.", &f.Repeats)
	m.CounterBy("tonggui_db_write_failures_total", "Writes that the database failed: full, away, or unknown where the connection broke during the commit.", "reason", func() map[string]float64 {
		return map[string]float64{"full": float64(f.Full.Load()), "away": float64(f.Away.Load()), "unknown": float64(f.Unknown.Load())}
	})
	m.Switch("tonggui_storage_full", "1 while the storage takes no more writes.", h.DB.Full)
	m.GaugeBy("tonggui_db_connections", "Connections to the database, by state; on SQLite those of readers.", "state", func() map[string]float64 {
		s := h.DB.Pool()
		return map[string]float64{"used": float64(s.InUse), "idle": float64(s.Idle)}
	})
	pool := func(name, help string, of func(sql.DBStats) float64) {
		m.Counter(name, help, func() float64 { return of(h.DB.Pool()) })
	}
	m.Gauge("tonggui_db_connections_limit", "How many connections there may be at most.", func() float64 { return float64(h.DB.Pool().MaxOpenConnections) })
	pool("tonggui_db_connection_waits_total", "How often somebody had to wait for a connection.", func(s sql.DBStats) float64 { return float64(s.WaitCount) })
	pool("tonggui_db_connection_wait_seconds_total", "How long all of them waited together.", func(s sql.DBStats) float64 { return s.WaitDuration.Seconds() })
	m.Gauge("tonggui_outbox_facts", "Facts that the outbox keeps, as far as their numbers tell; NaN where the database does not answer.", h.outbox)
	follow := func(of func(db.Following) float64) func() map[string]float64 {
		return func() map[string]float64 {
			out := map[string]float64{}
			for _, one := range h.DB.Following() {
				out[one.Name] = of(one)
			}
			return out
		}
	}
	m.GaugeBy("tonggui_follower_lag_seconds", "The age of the oldest fact that a follower has not handled; 0 while there is none.", "follower", follow(func(f db.Following) float64 { return f.Lag.Seconds() }))
	m.CounterBy("tonggui_follower_facts_total", "Facts that a follower has handled.", "follower", follow(func(f db.Following) float64 { return float64(f.Handled) }))
	m.CounterBy("tonggui_follower_retries_total", "How often a follower had to try again.", "follower", follow(func(f db.Following) float64 { return float64(f.Failed) }))
}

// askFor is how long a scrape waits for the database.
const askFor = time.Second

func (h *House) outbox() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), askFor)
	defer cancel()
	n, err := h.DB.Outbox(ctx)
	if err != nil {
		return math.NaN()
	}
	return float64(n)
}

func (h *House) fileFigures(dir string) {
	m, f := h.Metrics, &h.Files.Figures
	m.Count("tonggui_upload_bytes_total", "Bytes of files that this node has received.", &f.Received)
	m.Count("tonggui_download_bytes_total", "Bytes of files that this node has sent.", &f.Served)
	m.Count("tonggui_files_refused_total", "Files that were not what they said, or empty, or damaged.", &f.Refused)
	m.Gauge("tonggui_uploads_running", "Pieces of uploads that this node is receiving.", func() float64 { return float64(f.Running.Load()) })
	m.Switch("tonggui_blob_store_up", "1 while files can be stored and read.", func() bool { return len(h.stored.problems(context.Background())) == 0 })
	m.HistogramBy("tonggui_blob_operation_duration_seconds", "How long the store of files took, by operation; open is until the first byte.", "operation", h.watched.Took())
	m.CounterBy("tonggui_blob_errors_total", "Calls that the store of files failed, by operation.", "operation", h.watched.Failed)
	m.GaugeBy("tonggui_disk_free_bytes", "Free space on the disk of a folder, for whoever is not root.", "folder", func() map[string]float64 {
		out := map[string]float64{}
		for name, folder := range map[string]string{"data": dir, "blobs": filepath.Join(dir, "blobs")} {
			if free, err := doctor.FreeBytes(folder); err == nil {
				out[name] = float64(free)
			}
		}
		return out
	})
}

// nodeFigures show how this node stands to the others.
func (h *House) nodeFigures() {
	m := h.Metrics
	m.Switch("tonggui_bus_up", "1 while messages of other nodes come at once; 0 while this node looks for them once a second.", h.whole)
	m.Switch("tonggui_nats_connected", "1 while the connection to NATS stands; always 1 where NATS is in the process.", h.Bus.Up)
	m.Counter("tonggui_bus_breaks_total", "How often something from other nodes may have been lost and was looked for.", func() float64 { return float64(h.Bus.Breaks()) })
	m.Counter("tonggui_bus_sent_total", "What this node told the others by the bus.", func() float64 { return float64(h.Bus.Sent()) })
	m.Counter("tonggui_bus_received_total", "What this node heard from the others by the bus.", func() float64 { return float64(h.Bus.Heard()) })
	m.Switch("tonggui_node_lease", "1 while this node may answer; 0 while it is cut off from the database.", h.Node.Holds)
	m.Counter("tonggui_node_lease_losses_total", "How often this node was cut off.", func() float64 { return float64(h.Node.Losses()) })
	m.Gauge("tonggui_nodes", "Nodes of this installation that hold a lease, this one included.", func() float64 { return float64(1 + h.Node.Peers()) })
	m.Gauge("tonggui_clock_skew_seconds", "How far this machine's clock is ahead of the database's; always 0 on SQLite.", func() float64 { return h.Node.Skew().Seconds() })
}
