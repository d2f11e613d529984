package app

import (
	"context"
	"fmt"
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
	if f, found := unguarded(c); found {
		return f
	}
	if f, found := judgeNATS(v); found {
		return f
	}
	if open := slices.DeleteFunc(slices.Clone(c.NATSURLs), func(one string) bool { return strings.HasPrefix(one, "tls:") || loopback(one) }); len(open) > 0 {
		return doctor.Worry("use tls:// with nats_ca_file, unless the network between the servers is theirs alone",
			"%s answers (version %s), but what goes there is not encrypted", at, v)
	}
	return doctor.Good("%s answers (version %s)", at, v)
}

// unguarded finds NATS servers that let anybody in.
func unguarded(c *config.Config) (doctor.Finding, bool) {
	var anonymous bus.Options
	anonymous.URLs, anonymous.CAFile = c.NATSURLs, c.NATSCA
	if _, err := bus.Probe(anonymous); err != nil {
		return doctor.Finding{}, false
	}
	const do = "have the NATS servers ask for a token, a user or credentials, and set nats_token_file or the like"
	for _, one := range c.NATSURLs {
		if public(one) {
			return doctor.Bad(do+"; and keep NATS off public addresses", "%s lets anybody in who reaches it, and its address is public", one), true
		}
	}
	for _, one := range c.NATSURLs {
		if !loopback(one) {
			return doctor.Worry(do, "%s lets anybody in who reaches it", one), true
		}
	}
	return doctor.Finding{}, false
}

// natsOldest is the oldest NATS server that is tried with this program.
const natsOldest = "2.10"

func judgeNATS(version string) (doctor.Finding, bool) {
	var major, minor, wantMajor, wantMinor int
	_, _ = fmt.Sscanf(natsOldest, "%d.%d", &wantMajor, &wantMinor)
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &minor); n == 2 && (major < wantMajor || major == wantMajor && minor < wantMinor) {
		return doctor.Worry("upgrade the NATS servers to "+natsOldest+" or later", "the NATS server is version %s", version), true
	}
	return doctor.Finding{}, false
}

// public tells addresses of the internet. A name may lead anywhere and does not count.
func public(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return ip != nil && ip.IsGlobalUnicast() && !ip.IsPrivate()
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
	for _, one := range nodes {
		if f := judgeSkew(one.Name, one.Skew); f.State != doctor.OK {
			return f
		}
	}
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
