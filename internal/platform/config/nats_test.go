package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNATSTakesServersAndOneWayToLogIn(t *testing.T) {
	const pg = "database_url = \"postgres://a@b/c\"\n"
	for _, bad := range []string{
		pg + `nats_url = "10.0.0.1:4222"`, pg + `nats_url = "http://10.0.0.1:4222"`, pg + `nats_url = "nats://10.0.0.1:4222/x"`,
		pg + `nats_url = ["nats://a:4222", "tls://b:4222"]`, pg + `nats_url = "nats://user:hunter2@10.0.0.1:4222"`,
		pg + `nats_url = "nats://a:4222"` + "\n" + `nats_user = "u"`, pg + `nats_url = "nats://a:4222"` + "\n" + `nats_password = "hunter2"`,
		pg + `nats_url = "nats://a:4222"` + "\n" + `nats_token = "hunter2"` + "\n" + `nats_credentials_file = "x.creds"`,
		pg + `nats_token = "hunter2"`, pg + `nats_ca_file = "ca.pem"`, `nats_url = "nats://a:4222"`, // SQLite is for one server
	} {
		if _, err := load(t, nil, nil, bad); err == nil {
			t.Errorf("accepted: %s", bad)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error shows a secret: %v", err)
		}
	}
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("hunter2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := load(t, nil, nil, pg+`nats_url = ["tls://a:4222", "tls://b:4222"]`+"\n"+fmt.Sprintf("nats_token_file = %q\nnats_ca_file = \"/etc/ca.pem\"", token))
	if err != nil || !slices.Equal(got.NATSURLs, []string{"tls://a:4222", "tls://b:4222"}) || got.NATSToken.Reveal() != "hunter2" || got.NATSCA != "/etc/ca.pem" {
		t.Errorf("%+v %v", got.Config, err)
	}
	if shown := fmt.Sprintf("%+v %+v", got.Config, got.Values); strings.Contains(shown, "hunter2") {
		t.Error("the token shows")
	}
}
