package config

import (
	"os"
	"strings"
	"testing"
)

func TestAddressOtherThanLoopbackNeedsTLSOrAProxy(t *testing.T) {
	for listen, safe := range map[string]bool{
		"127.0.0.1:8765": true, "127.9.9.9:80": true, "[::1]:8765": true, "localhost:1": true, "LocalHost:1": true, "[::ffff:127.0.0.1]:1": true,
		":8765": false, "0.0.0.0:8765": false, "[::]:8765": false, "192.168.1.2:80": false, "im.example.com:443": false, "localhost.evil.example:1": false, "rubbish": false,
	} {
		if err := CheckExposure(listen, false, false); (err == nil) != safe {
			t.Errorf("CheckExposure(%q) = %v, want safe = %v", listen, err, safe)
		}
		if CheckExposure(listen, true, false) != nil || CheckExposure(listen, false, true) != nil {
			t.Errorf("%q was refused with TLS or a proxy", listen)
		}
	}
}

func TestExposureMessageSaysWhatToDo(t *testing.T) {
	_, err := load(t, []string{"--listen", "0.0.0.0:80"}, nil, "")
	for _, want := range []string{"0.0.0.0:80", "flag --listen", "unencrypted", "tls_cert", "tls_acme_domains", "tls_own_ca", "trusted_proxies"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Fatalf("%q is missing in: %v", want, err)
		}
	}
}

func TestEverySettingIsDescribedInBothLanguages(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Settings {
		if s.Key == "" || seen[s.Key] || s.English == "" || s.Chinese == "" || s.advice == "" || s.set == nil || s.Kind == "" {
			t.Errorf("setting %q is incomplete or double", s.Key)
		}
		seen[s.Key] = true
		var c Config
		if err := s.set(&c, s.Default); err != nil {
			t.Errorf("the default of %s is refused: %v", s.Key, err)
		}
	}
}

func TestSettingsPageIsUpToDate(t *testing.T) {
	raw, err := os.ReadFile("../../../docs/guide/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(raw) != Markdown() {
		t.Error("docs/guide/settings.md differs from the table: run make gen")
	}
}

func TestNearestNameIsOnlyProposedWhenItIsNear(t *testing.T) {
	for name, want := range map[string]string{"listne": "listen", "publicurl": "public_url", "tls_certificate": "", "xyzzy": "", "loglevel": "log_level"} {
		if got := nearest(name, names()); got != want {
			t.Errorf("nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzSettingsFile(f *testing.F) {
	f.Add(`listen = "127.0.0.1:1"`)
	f.Add("trusted_proxies = [\"10.0.0.0/8\"]\n[x]\ny = 1979-05-27")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := load(t, nil, nil, text)
		if err == nil && CheckExposure(got.Listen, got.TLS(), len(got.TrustedProxies) > 0) != nil {
			t.Errorf("an unsafe configuration was accepted: %q", text)
		}
	})
}
