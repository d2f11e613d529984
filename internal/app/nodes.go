package app

import (
	"context"
	"net/http"
	"os"

	"tonggui/internal/messaging"
	"tonggui/internal/org"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/bus"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/node"
	"tonggui/internal/platform/realtime"
	"tonggui/internal/platform/version"
)

// subjectSaid tells the followers of other nodes to look.
const subjectSaid = "db.said"

// join makes this process a node among those that share the database; on SQLite it is the only one.
func (h *House) join(ctx context.Context, o Options) (err error) {
	o.NATS.Name, o.NATS.Log = o.Name, o.Log
	if h.Bus, err = bus.Open(o.NATS); err != nil {
		return err
	}
	if h.DB.Dialect() == db.SQLite {
		h.Node = node.Alone(o.Clock)
		return nil
	}
	h.others = h.Bus
	h.Node, err = node.Join(ctx, node.Options{DB: db.Options{URL: o.DatabaseURL, Clock: o.Clock, Log: o.Log},
		Rooms: migrationsOf(h.DB), Bus: h.Bus, Name: o.Name, Version: version.Get().Version, Log: o.Log})
	return err
}

// listen subscribes to what other nodes say, and begins to be one of them.
func (h *House) listen(ctx context.Context) error {
	for subject, hear := range map[string]func([]byte){
		messaging.SubjectSent: h.Messaging.HearSent,
		messaging.SubjectSign: h.Messaging.HearSign,
		org.SubjectPresence:   h.Org.HearElsewhere,
		org.SubjectPresences:  h.Org.HearAsked,
		subjectSaid:           func([]byte) { h.DB.Wake() },
	} {
		if err := h.Bus.Subscribe(subject, hear); err != nil {
			return err
		}
	}
	h.DB.OnSaid(func() { h.Bus.Publish(subjectSaid, nil) })
	if h.others == nil {
		return nil
	}
	h.DB.Bar(h.Node.Err)
	h.Node.OnLost(func() {
		h.Sockets.CutOff()
		h.DB.GiveUp()
	})
	h.Node.OnGone(h.Org.NodeGone)
	h.Node.OnOutdated(func(err error) {
		select {
		case h.Outdated <- err:
		default:
		}
	})
	h.Bus.OnUp(h.Org.MeetNodes)
	h.Org.MeetNodes()
	return h.Node.Start(ctx)
}

// door lets sockets in. They are looked at again and again while they are open, so of the request
// nothing is kept but its token's hash.
func (h *House) door(own context.Context) realtime.Authenticate {
	look := func(ctx context.Context, t org.Token) (authz.Principal, error) {
		if err := h.Node.Err(); err != nil {
			return authz.Principal{}, err
		}
		return h.Org.AuthenticateToken(ctx, t)
	}
	return func(ctx context.Context, r *http.Request) (authz.Principal, realtime.Again, error) {
		token := org.TokenOf(ctx, r)
		who, err := look(ctx, token)
		return who, func() error { _, err := look(own, token); return err }, err
	}
}

// natsOf takes from the configuration how NATS is reached.
func natsOf(c *config.Config) bus.Options {
	return bus.Options{URLs: c.NATSURLs, User: c.NATSUser, Password: c.NATSPassword.Reveal(), Token: c.NATSToken.Reveal(),
		CredentialsFile: c.NATSCreds, CAFile: c.NATSCA}
}

// nameOf is what a node is called in lists and logs.
func nameOf(c *config.Config) string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	return host + " " + c.Listen
}

func (h *House) whole() bool {
	whole, _ := h.Node.Whole()
	return whole
}
