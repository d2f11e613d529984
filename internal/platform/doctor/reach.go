package doctor

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
)

const (
	reachFor = 5 * time.Second
	// skewed is more than what the seconds of a Date header and the way there explain.
	skewed = 5 * time.Second
)

// reach visits the product as people do: by its public address, with its certificate.
func reach(ctx context.Context, c *config.Loaded, clk clock.Clock) Finding {
	if c.PublicURL == nil {
		return Good("public_url is not set, so nothing is visited")
	}
	client, err := visitor(c)
	if err != nil {
		return Bad("put the own authority's file back from its backup", "%v", err)
	}
	defer client.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(ctx, reachFor)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Origin()+"/healthz", nil)
	if err != nil {
		return Bad("check public_url", "%v", err)
	}
	asked := clk.Now().Time()
	answer, err := client.Do(r)
	if err != nil {
		return unreached(c, err)
	}
	defer func() { _ = answer.Body.Close() }()
	return judgeAnswer(c.Origin(), answer, asked, clk.Now().Time())
}

// visitor trusts the machine's authorities, and the own one where there is one.
func visitor(c *config.Loaded) (*http.Client, error) {
	trust := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.TLSOwnCA {
		pem, err := os.ReadFile(c.Path("tls", "ca.pem"))
		if err == nil {
			trust.RootCAs = x509.NewCertPool()
			if !trust.RootCAs.AppendCertsFromPEM(pem) {
				return nil, fmt.Errorf("%s holds no certificate", c.Path("tls", "ca.pem"))
			}
		}
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: trust},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, nil
}

func unreached(c *config.Loaded, err error) Finding {
	var invalid *tls.CertificateVerificationError
	if errors.As(err, &invalid) {
		return Bad("renew the certificate, or install the whole chain with the authorities in between; browsers refuse it too",
			"the certificate of %s is not accepted: %v", c.Origin(), invalid.Err)
	}
	return Worry("start the server, or check name, port, firewall and proxy from a person's computer; some networks let nobody reach their own public address from inside",
		"%s cannot be reached from here: %v", c.Origin(), err)
}

func judgeAnswer(origin string, answer *http.Response, asked, answered time.Time) Finding {
	var health struct {
		Status string `json:"status"`
	}
	raw, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	if err != nil || json.Unmarshal(raw, &health) != nil || health.Status == "" {
		return Bad("check public_url, and where the proxy passes requests on to", "at %s something else answers (%s)", origin, answer.Status)
	}
	if date, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		if early, late := asked.Sub(date), date.Sub(answered); early > skewed || late > skewed {
			return Worry("switch time synchronisation on (chrony, systemd-timesyncd) on all machines, the proxy's too",
				"the clock behind %s differs from this machine's by %s", origin, max(early, late).Round(time.Second))
		}
	}
	if health.Status != "ok" {
		return Bad("see what the other checks and /readyz say", "%s answers, and is %s", origin, health.Status)
	}
	return Good("%s answers, and its clock agrees", origin)
}
