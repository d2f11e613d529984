package app

import (
	"context"
	"net"
	"net/url"
	"slices"
	"strings"

	"tonggui/internal/platform/bus"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/platform/node"
	"tonggui/internal/platform/version"
)

// busChecks are doctor's looks at NATS and at the other nodes; an installation on SQLite has neither.
func busChecks(c *config.Config) []doctor.Check {
	if c.DatabaseURL.Empty() {
		return nil
	}
	return []doctor.Check{
		{Name: "bus", Look: func(context.Context) doctor.Finding { return lookAtBus(c) }},
		{Name: "nodes", Look: func(ctx context.Context) doctor.Finding { return lookAtNodes(ctx, c) }},
	}
}

func lookAtBus(c *config.Config) doctor.Finding {
	if len(c.NATSURLs) == 0 {
		return doctor.Good("no NATS server is set, and a single server needs none")
	}
	at := strings.Join(c.NATSURLs, ", ")
	v, err := bus.Probe(natsOf(c))
	if err != nil {
		return doctor.Bad("see to the NATS servers and the nats_ settings; until then messages reach other servers a second later",
			"%s cannot be used: %v", at, err)
	}
	if open := slices.DeleteFunc(slices.Clone(c.NATSURLs), func(one string) bool { return strings.HasPrefix(one, "tls:") || loopback(one) }); len(open) > 0 {
		return doctor.Worry("use tls:// with nats_ca_file, unless the network between the servers is theirs alone",
			"%s answers (version %s), but what goes there is not encrypted", at, v)
	}
	return doctor.Good("%s answers (version %s)", at, v)
}

func loopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

func lookAtNodes(ctx context.Context, c *config.Config) doctor.Finding {
	o := optionsOf(c, nil)
	d, err := openDB(ctx, &o)
	if err != nil {
		return doctor.Worry("see what is said of the database", "the database does not answer, so the other servers are not known")
	}
	defer func() { _ = d.Close() }()
	nodes, err := node.List(ctx, d)
	if err != nil {
		return doctor.Worry("start `tonggui serve` or run `tonggui migrate`", "the servers are not known yet: %v", err)
	}
	names, versions := []string{}, []string{}
	for _, one := range nodes {
		names, versions = append(names, one.Name+" ("+one.Version+")"), append(versions, one.Version)
	}
	slices.Sort(versions)
	switch versions = slices.Compact(versions); {
	case len(nodes) > 1 && len(c.NATSURLs) == 0:
		return doctor.Worry("set nats_url on each of them; until then messages reach the others a second later",
			"%d servers share this database and no NATS: %s", len(nodes), strings.Join(names, ", "))
	case len(versions) > 1 || len(versions) == 1 && versions[0] != version.Get().Version:
		return doctor.Worry("finish the upgrade on all servers soon", "the servers run different versions: %s; this program is %s", strings.Join(names, ", "), version.Get().Version)
	case len(nodes) == 0:
		return doctor.Good("no server runs at the moment")
	}
	return doctor.Good("%d running: %s", len(nodes), strings.Join(names, ", "))
}
