package config

import (
	"fmt"
	"strings"
	"testing"
)

func TestTracesNeedAnAddressAndKeepTheirHeadersSecret(t *testing.T) {
	const to = "otlp_endpoint = \"https://traces.example.com:4318\"\n"
	for _, bad := range []string{
		`otlp_endpoint = "traces:4318"`, `otlp_endpoint = "https://user:hunter2@traces"`, to + `otlp_headers = "hunter2"`, to + `otlp_headers = "a b=hunter2"`,
		to + `otlp_sample = "0%"`, to + `otlp_sample = "101%"`, to + `otlp_sample = "1"`, to + `otlp_sample = "NaN%"`, `otlp_headers = "a=hunter2"`, `otlp_ca = "x.pem"`,
	} {
		if _, err := load(t, nil, nil, bad); err == nil {
			t.Errorf("accepted: %s", bad)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error shows a secret: %v", err)
		}
	}
	got, err := load(t, nil, nil, `otlp_endpoint = "http://127.0.0.1:4318/v1/traces"`+"\n"+`otlp_headers = "Authorization=Bearer hunter2, X-Team=im"`)
	if err != nil || got.OTLPEndpoint != "http://127.0.0.1:4318" || got.OTLPSample != 0.01 {
		t.Fatalf("%+v %v", got.Config, err)
	}
	if h := got.CollectorHeaders(); len(h) != 2 || h["Authorization"] != "Bearer hunter2" || h["X-Team"] != "im" {
		t.Errorf("%v", h)
	}
	if shown := fmt.Sprintf("%+v %+v", got.Config, got.Values); strings.Contains(shown, "hunter2") {
		t.Error("the headers show")
	}
}
