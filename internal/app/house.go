package app

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/effects"
	"tonggui/internal/approvals/keyring"
	"tonggui/internal/audit"
	"tonggui/internal/files"
	"tonggui/internal/governance/acknowledgement"
	"tonggui/internal/linkpreview"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/marks"
	"tonggui/internal/messaging/search"
	"tonggui/internal/org"
	"tonggui/internal/org/calendar"
	"tonggui/internal/org/passkey"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/bus"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/egress"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/metrics"
	"tonggui/internal/platform/node"
	"tonggui/internal/platform/realtime"
	"tonggui/internal/platform/tracing"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/coverage"
	"tonggui/internal/rulebook/regulation"
	"tonggui/internal/rulebook/trial"
)

// migrations lists the rooms with tables, in the order of imports.
var migrations = []db.Migrations{audit.Migrations, rulebook.Migrations, regulation.Migrations, trial.Migrations, org.Migrations, calendar.Migrations, passkey.Migrations, approvals.Migrations, keyring.Migrations, files.Migrations, messaging.Migrations, marks.Migrations,
	acknowledgement.Migrations}

// Options say which house to build.
type Options struct {
	Dir            string // data folder
	DatabaseURL    string // empty for SQLite in Dir
	Name           string // what this node is called among others
	NATS           bus.Options
	PublicURL      string // empty: the address under which a request came
	TrustedProxies []netip.Prefix
	MetricsFrom    []netip.Prefix  // who may read /metrics
	Clock          clock.Clock     // nil for the machine's
	PasswordCost   password.Cost   // zero for the standard; tests choose a cheap one
	Storage        Storage         // where files are kept
	AuditFile      string          // to which checkpoints of the audit log are added; empty: none
	AuditBucket    *blob.S3Options // into which they are put; nil: none
	FilesOrigin    string          // from where they are served; empty for the address of the product
	MaxUpload      int64           // bytes of the largest file; 0 for the standard
	LinkPreviews   bool            // visit what people link to
	EgressDeny     []netip.Prefix  // addresses that are never visited on behalf of people
	TLSCert        string          // paths, whose end of validity is shown; empty where there are none
	TLSKey         string
	Traces         tracing.Options // where traces go; nowhere where it has no endpoint
	Log            *slog.Logger
}

// House is the whole product without its listener.
type House struct {
	DB        *db.DB
	Clock     clock.Clock
	Log       *slog.Logger
	Bus       *bus.Bus
	Node      *node.Node
	Sockets   *realtime.Hub
	Metrics   *metrics.Metrics
	Tracer    *tracing.Tracer // nil where nothing is traced
	Blobs     blob.Store      // where files are kept
	Keys      *crypt.Keys     // what they are sealed with
	Rules     *rulebook.Book
	Rulebook  *rulebook.Service   // how people read and change them
	Statutes  *regulation.Service // the regulations
	Coverage  *coverage.Service   // what carries their clauses
	Trials    *trial.Service      // values of rules, tried on the past
	Org       *org.Service
	Calendar  *calendar.Service
	Passkeys  *passkey.Service
	Approvals *approvals.Service
	Files     *files.Service
	Search    *search.Service // nil where its file cannot be had
	Messaging *messaging.Service
	Marks     *marks.Service
	Previews  *linkpreview.Service
	Audit     *audit.Log
	Approving *keyring.Ring            // what decisions are signed with
	Signing   *acknowledgement.Service // who has read which regulation
	HTTP      *httpapi.Server

	// Outdated gets why the process must end: a newer program has changed the database.
	Outdated chan error

	others     *bus.Bus // the same as Bus where other nodes can be reached by it, else nil
	stop       context.CancelFunc
	stored     *storageState
	watched    *blob.Watched // the same as Blobs
	closeBlobs func()
	closeIndex func() error
}

// openDB opens the database of the options without touching its schema.
func openDB(ctx context.Context, o *Options) (*db.DB, error) {
	if o.Clock == nil {
		o.Clock = clock.NewSystem()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return db.Open(ctx, db.Options{URL: o.DatabaseURL, Dir: o.Dir, Clock: o.Clock, Log: o.Log})
}

// Build opens and migrates the database, makes the rooms and starts what runs beside requests. Close
// ends it all.
func Build(ctx context.Context, o Options) (h *House, err error) {
	d, err := openDB(ctx, &o)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	made := &House{DB: d, Clock: o.Clock, Log: o.Log, stop: stop, Metrics: metrics.New(), Outdated: make(chan error, 1)}
	h = made
	defer func() {
		if err != nil {
			made.Close()
		}
	}()
	if _, err := d.Migrate(ctx, migrationsOf(d)); err != nil {
		return nil, err
	}
	if h.Tracer, err = tracing.New(ctx, o.tracing()); err != nil {
		return nil, err
	}
	if err := h.storage(ctx, o); err != nil {
		return nil, err
	}
	h.Sockets = realtime.NewHub(o.Clock, o.Log)
	if err := h.join(ctx, o); err != nil {
		return nil, err
	}
	if err := h.rooms(ctx, o); err != nil {
		return nil, err
	}
	h.sockets(ctx)
	h.entry(ctx, o)
	return h, h.start(ctx)
}

// rooms makes the rooms, each with what it needs from those on its left; what it needs from its
// right comes through a function that is set here.
func (h *House) rooms(ctx context.Context, o Options) (err error) {
	people := org.Options{DB: h.DB, Clock: o.Clock, Log: o.Log, Sockets: h.Sockets, PasswordCost: o.PasswordCost, FilesOrigin: o.FilesOrigin,
		Rules: func(_ context.Context, who authz.Principal) map[string]any { return h.Rules.For(who) }}
	talk := messaging.Deps{DB: h.DB, Push: h.Sockets, Tracer: h.Tracer, Log: o.Log}
	if h.others != nil {
		people.Node, people.Bus, talk.Bus, talk.Whole, talk.Behind = h.Node.ID, h.others, h.others, h.Node.Whole, h.Node.Behind
	}
	h.Org = org.New(people)
	if h.Rules, err = rulebook.NewBook(ctx, h.DB, h.Org, serverText); err != nil {
		return err
	}
	h.Calendar = calendar.New(h.DB)
	h.Passkeys = passkey.New(h.DB, h.Org)
	h.Rulebook = rulebook.New(rulebook.Deps{DB: h.DB, Book: h.Rules, People: h.Org, Consent: effects.Consent{SecondAdministrator: rulebook.SecondAdministrator{People: h.Org}, Room: h.effectsRoom}, Tried: trial.Ran, Zone: h.zone, Log: o.Log})
	h.Statutes = regulation.New(regulation.Deps{DB: h.DB, Book: h.Rules, Log: o.Log})
	h.Trials = trial.New(trial.Deps{DB: h.DB, Book: h.Rules, People: h.Org, Process: h.Node.ID, Log: o.Log,
		Pasts: func() []trial.Past { return []trial.Past{messaging.PastRecalls(), files.PastSizes()} },
		Sees: func(ctx context.Context, account id.ID, places []trial.Place) ([]bool, error) {
			return h.Messaging.Sees(ctx, account, places)
		}})
	h.Coverage = coverage.New(coverage.Deps{DB: h.DB, Book: h.Rules, Regulations: h.Statutes, Text: serverText, Checkpoint: h.checkpoint, Company: h.Org.CompanyName})
	if err := h.approving(ctx, o); err != nil {
		return err
	}
	if h.Files, err = files.New(ctx, files.Deps{DB: h.DB, Book: h.Rules, Blobs: h.Blobs, Keys: h.Keys, Sessions: h.Org, Places: func() files.Places { return h.Messaging }, Approvals: func() files.Approvals { return h.Approvals },
		Log: o.Log, Origin: o.FilesOrigin, MaxUpload: o.MaxUpload}); err != nil {
		return err
	}
	h.index(ctx, o)
	talk.Book, talk.People, talk.Files, talk.Search = h.Rules, h.Org, h.Files, h.Search
	h.Messaging = messaging.New(talk)
	h.Marks = marks.New(marks.Deps{DB: h.DB, Messages: h.Messaging, People: h.Org, Push: h.Sockets, Log: o.Log})
	if h.Audit, err = h.openLog(ctx, o); err != nil {
		return err
	}
	h.Signing = acknowledgement.New(acknowledgement.Deps{DB: h.DB, Book: h.Rules, Days: h.Calendar, People: h.Org, Push: h.Sockets, Audit: h.Audit, Log: o.Log})
	h.Previews = linkpreview.New(linkpreview.Deps{On: o.LinkPreviews, Clock: o.Clock,
		Fetch: egress.New(egress.Options{Redirects: 3, Deny: o.EgressDeny, Accept: "text/html, application/xhtml+xml", Language: "zh-CN, zh;q=0.9, en;q=0.5"})})
	return nil
}

// entry makes the HTTP server and gives it every room's routes.
func (h *House) entry(ctx context.Context, o Options) {
	h.HTTP = httpapi.New(httpapi.Options{
		Version: "v1", Clock: o.Clock, Log: o.Log, Auth: h.Org, Gate: h.Node.Err,
		Text: func(language, code string, params map[string]any) string {
			return i18n.Text(language, "problem", code, params)
		},
		Negotiate: i18n.Match, TrustedProxies: o.TrustedProxies, PublicURL: o.PublicURL, FilesOrigin: o.FilesOrigin, Observe: h.Metrics.ObserveRequest, Tracer: h.Tracer,
	})
	h.Org.Routes(h.HTTP)
	h.Rulebook.Routes(h.HTTP)
	h.Statutes.Routes(h.HTTP)
	h.Coverage.Routes(h.HTTP)
	h.Trials.Routes(h.HTTP)
	h.Calendar.Routes(h.HTTP)
	h.Passkeys.Routes(h.HTTP)
	h.Approvals.Routes(h.HTTP)
	h.Files.Routes(h.HTTP)
	h.Messaging.Routes(h.HTTP)
	h.Marks.Routes(h.HTTP)
	h.Previews.Routes(h.HTTP)
	h.Audit.Routes(h.HTTP)
	h.Signing.Routes(h.HTTP)
	h.doors(ctx, o)
}

// start begins what runs beside requests: followers, listeners of other nodes, tidying.
func (h *House) start(ctx context.Context) error {
	if err := h.DB.Follow(ctx, "rulebook", h.hearRules); err != nil {
		return err
	}
	if err := h.Org.Start(ctx); err != nil {
		return err
	}
	if err := h.Statutes.BringModel(ctx, i18n.Default); err != nil {
		return err
	}
	if err := h.Statutes.Recite(ctx); err != nil {
		return err
	}
	if err := h.Calendar.Bring(ctx); err != nil {
		return err
	}
	h.Rulebook.Start(ctx)
	h.Statutes.Start(ctx)
	if err := h.Trials.Start(ctx); err != nil {
		return err
	}
	h.Files.Start(ctx)
	if h.Search != nil {
		h.Search.Start(ctx)
	}
	if err := h.Messaging.Start(ctx); err != nil {
		return err
	}
	h.Marks.Start(ctx)
	h.Audit.Start(ctx)
	if err := h.startApprovals(ctx); err != nil {
		return err
	}
	if err := h.DB.Follow(ctx, "acknowledgement", h.Signing.Hear); err != nil {
		return err
	}
	h.Signing.Start(ctx)
	return h.listen(ctx)
}

// Close stops everything in the opposite order: clients are told to come back, then the rooms end,
// then the database.
func (h *House) Close() {
	if h.Sockets != nil {
		h.Sockets.Close()
	}
	h.stop()
	if h.Node != nil {
		h.Node.Leave(context.Background())
	}
	if h.Bus != nil {
		h.Bus.Close()
	}
	if h.closeBlobs != nil {
		h.closeBlobs()
	}
	if h.closeIndex != nil {
		if err := h.closeIndex(); err != nil {
			h.Log.Error("closing the search index failed", "error", err)
		}
	}
	h.endTraces()
	if err := h.DB.Close(); err != nil {
		h.Log.Error("closing the database failed", "error", err)
	}
}

// zone is where the company's days begin.
func (h *House) zone(ctx context.Context) (*time.Location, error) {
	c, err := h.Calendar.For(h.DB.Ask(ctx), id.Zero)
	if err != nil {
		return nil, err
	}
	return c.Zone(), nil
}

func serverText(language, key string) string { return i18n.Text(language, "server", key, nil) }
