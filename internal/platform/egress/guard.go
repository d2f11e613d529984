package egress

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// ErrRefused says that the guard, or a limit, refused. Callers must not tell people more than that a
// page could not be had: a difference would make this server a probe of the inside.
var ErrRefused = errors.New("egress: refused")

// guard decides on addresses right before they are connected.
type guard struct {
	deny  []netip.Prefix
	ports map[uint16]bool
	// outside are addresses that count as public although they are not; tests have a public
	// internet on loopback by it.
	outside map[netip.AddrPort]bool
	// own lists this machine's addresses, of which the public ones lead inside as well.
	own func() ([]net.Addr, error)
}

func newGuard(deny []netip.Prefix) *guard {
	return &guard{deny: deny, ports: map[uint16]bool{80: true, 443: true}, own: net.InterfaceAddrs}
}

// control is a net.Dialer's last word before each connect.
func (g *guard) control(_ context.Context, network, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || network != "tcp4" && network != "tcp6" {
		return fmt.Errorf("%w: %s %s", ErrRefused, network, address)
	}
	return g.check(to)
}

func (g *guard) check(to netip.AddrPort) error {
	if g.outside[to] {
		return nil
	}
	a := to.Addr().Unmap()
	switch {
	case !g.ports[to.Port()]:
		return fmt.Errorf("%w: port %d", ErrRefused, to.Port())
	case !global(to.Addr()):
		return fmt.Errorf("%w: %v is not on the public internet", ErrRefused, a)
	case within(g.deny, a):
		return fmt.Errorf("%w: %v is denied by the settings", ErrRefused, a)
	case g.ourselves(a):
		return fmt.Errorf("%w: %v is this machine", ErrRefused, a)
	}
	return nil
}

func (g *guard) ourselves(a netip.Addr) bool {
	all, err := g.own()
	if err != nil {
		return true // not known: refuse
	}
	for _, one := range all {
		if p, err := netip.ParsePrefix(one.String()); err == nil && p.Addr().Unmap() == a {
			return true
		}
	}
	return false
}
