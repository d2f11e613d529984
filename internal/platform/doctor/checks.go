package doctor

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/tlsx"
)

// Machine is every check that needs no database.
func Machine(c *config.Loaded, clk clock.Clock) []Check {
	simple := func(f func() Finding) func(context.Context) Finding {
		return func(context.Context) Finding { return f() }
	}
	return []Check{
		{"data_folder", simple(func() Finding { return dataFolder(c.Data) })},
		{"permissions", simple(func() Finding { return permissions(c) })},
		{"owner", simple(func() Finding { return owners(c) })},
		{"free_disk", simple(func() Finding { return freeDisk(c) })},
		{"disk_kind", simple(func() Finding { return diskKind(c) })},
		{"disk_encryption", simple(func() Finding { return diskEncryption(&c.Config) })},
		{"clock", simple(func() Finding { return sanity(clk) })},
		{"tls", simple(func() Finding { return certificates(&c.Config, clk) })},
		{"public_url", simple(func() Finding { return publicURL(&c.Config) })},
		{"public_address", func(ctx context.Context) Finding { return reach(ctx, c, clk) }},
		{"open_files", simple(func() Finding { return openFiles(c) })},
		{"backup", simple(func() Finding { return backups(c, clk) })},
		{"debug", simple(func() Finding { return debugging(c) })},
	}
}

func dataFolder(dir string) Finding {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Worry("nothing, if this is a new installation; else check --data", "%s does not exist yet and will be made at the first start", dir)
	case err != nil:
		return Bad("check the path and its permissions", "%s cannot be looked at: %v", dir, err)
	case !info.IsDir():
		return Bad("name a folder with --data", "%s is not a folder", dir)
	}
	probe, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return Bad("let the account that runs the server own the folder", "%s cannot be written: %v", dir, err)
	}
	defer func() { _ = os.Remove(probe.Name()) }()
	_, err = probe.WriteString("probe")
	if err = errors.Join(err, probe.Sync(), probe.Close()); err != nil {
		return Bad("see to the disk", "%s does not keep what is written: %v", dir, err)
	}
	return Good("%s can be written", dir)
}

const others = 0o077

// othersOfRoot is what nobody may do with settings that root keeps for the service's group to read, as
// the package has it.
const othersOfRoot = 0o037

// permissions looks for what other accounts of this machine could read.
func permissions(c *config.Loaded) Finding {
	if runtime.GOOS == "windows" { // its rights are not in the mode
		return Good("not looked at on this system")
	}
	paths := []string{c.Data, c.Path("tonggui.db"), c.Path("search.db"), c.Path("keys"), c.Path("tls", "ca.pem"), c.Path("tls", "leaf.pem"), c.TLSKey, c.BlobKeys()}
	if c.File != "" && !(c.DatabaseURL.Empty() && c.S3SecretKey.Empty() && c.NATSPassword.Empty() && c.NATSToken.Empty() && c.OTLPHeaders.Empty()) {
		paths = append(paths, c.File)
	}
	for _, path := range paths {
		if path == "" {
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		mask := fs.FileMode(others)
		if path == c.File && serviceGroup(c.Data, info) {
			mask = othersOfRoot
		}
		if info.Mode().Perm()&mask != 0 {
			return Worry("chmod go= "+path, "other accounts on this machine may reach %s (mode %o)", path, info.Mode().Perm())
		}
	}
	return Good("only the owner can read data and keys")
}

func diskEncryption(c *config.Config) Finding {
	f := Good("the database is PostgreSQL; the files in %s are as safe as that disk", c.Data)
	if c.DatabaseURL.Empty() {
		f = Good("database and files in %s are as safe as that disk", c.Data)
	}
	f.Do = "keep the data folder on an encrypted disk (LUKS, BitLocker); the program cannot see whether it is"
	return f
}

// oldest is before this program existed: an earlier date is a dead clock battery.
var oldest = clock.Of(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))

func sanity(clk clock.Clock) Finding {
	now := clk.Now()
	if now < oldest {
		return Bad("set the clock and switch time synchronisation on", "the clock says %s", now.Time().Format(time.RFC3339))
	}
	if synced, known := clockSynced(); known && !synced {
		return Worry("switch time synchronisation on (chrony, systemd-timesyncd); deadlines are counted by this clock",
			"the clock says %s, and nothing keeps it right", now.Time().Format(time.RFC3339))
	}
	return Good("the clock says %s", now.Time().Format(time.RFC3339))
}

// expirySoon is when a certificate that nobody renews becomes a worry.
const expirySoon = 21 * 24 * time.Hour

func certificates(c *config.Config, clk clock.Clock) Finding {
	if err := config.CheckExposure(c.Listen, c.TLS(), len(c.TrustedProxies) > 0); err != nil {
		return Bad("see `tonggui config`: certificate, own authority or proxy", "%v", err)
	}
	switch {
	case len(c.TLSACMEDomains) > 0:
		return Good("certificates come by ACME for %v", c.TLSACMEDomains)
	case c.TLSOwnCA:
		return Good("certificates come from the own authority; /ca tells people how to install it")
	case c.TLSCert == "" && len(c.TrustedProxies) > 0:
		return Good("a proxy ends TLS")
	case c.TLSCert == "":
		return Good("not needed: only this machine can connect")
	}
	until, err := tlsx.Until(c.TLSCert, c.TLSKey)
	const do = "renew the certificate; the server takes the new files without a restart"
	switch left := until.Sub(clk.Now().Time()); {
	case err != nil:
		return Bad("check tls_cert and tls_key", "%v", err)
	case left <= 0:
		return Bad(do, "the certificate ended on %s", until.Format(time.DateOnly))
	case left < expirySoon:
		return Worry(do, "the certificate ends on %s", until.Format(time.DateOnly))
	}
	return Good("the certificate lasts until %s", until.Format(time.DateOnly))
}

func publicURL(c *config.Config) Finding {
	local := config.Loopback(c.Listen)
	switch {
	case c.PublicURL == nil && (!local || len(c.TrustedProxies) > 0):
		return Worry("set public_url to the address that people type", "links will say %s", c.Origin())
	case c.PublicURL != nil && c.PublicURL.Scheme == "http" && !config.Loopback(hostPort(c)):
		return Worry("use https://", "%s is not encrypted; browsers then refuse notifications and encrypted chat", c.Origin())
	}
	return Good("people reach it at %s", c.Origin())
}

func hostPort(c *config.Config) string {
	if c.PublicURL.Port() != "" {
		return c.PublicURL.Host
	}
	return c.PublicURL.Host + ":80"
}
