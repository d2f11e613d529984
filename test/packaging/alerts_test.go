package packaging

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// promtool checks rules as Prometheus reads them. scripts/prepare.sh fetches it where it can.
func promtool(t *testing.T) string {
	t.Helper()
	if path, err := exec.LookPath("promtool"); err == nil {
		return path
	}
	path, err := filepath.Abs("../../build/tools/promtool")
	if _, missing := os.Stat(path); err != nil || missing != nil {
		t.Skip("promtool is missing: the alert rules are checked by their form and names only, in internal/app")
	}
	return path
}

// troubles are what each alert is for: series, a minute apart, of which it must fire. Where nothing is
// wrong none may.
var troubles = map[string][]string{
	"TongguiDown":              {`up{job="tonggui", instance="a"} 0x300`},
	"TongguiCutOff":            {`tonggui_node_lease{instance="a"} 0x300`},
	"TongguiStorageFull":       {`tonggui_storage_full{instance="a"} 1x300`},
	"TongguiWritesFail":        {`tonggui_db_write_failures_total{instance="a", reason="away"} 0+1x300`},
	"TongguiErrors":            {`tonggui_http_request_duration_seconds_count{instance="a", route="x", status="500"} 0+2x300`, `tonggui_http_request_duration_seconds_count{instance="a", route="x", status="200"} 0+98x300`},
	"TongguiSendSlow":          {`tonggui_message_send_duration_seconds_bucket{instance="a", le="0.5"} 0+98x300`, `tonggui_message_send_duration_seconds_bucket{instance="a", le="1"} 0+100x300`, `tonggui_message_send_duration_seconds_bucket{instance="a", le="+Inf"} 0+100x300`},
	"TongguiPushSlow":          {`tonggui_lane_messages{instance="a", lane="0"} 600x300`},
	"TongguiFollowerBehind":    {`tonggui_follower_lag_seconds{instance="a", follower="org"} 0+60x300`},
	"TongguiConnectionsUsedUp": {`tonggui_db_connection_wait_seconds_total{instance="a"} 0+120x300`},
	"TongguiDiskSoonFull":      {`tonggui_disk_free_bytes{instance="a", folder="data"} 1e9x300`},
	"TongguiFilesAway":         {`tonggui_blob_store_up{instance="a"} 0x300`},
	"TongguiFileErrors":        {`tonggui_blob_errors_total{instance="a", operation="put"} 0+60x300`},
	"TongguiBusDown":           {`tonggui_bus_up{instance="a"} 0x300`},
	"TongguiNATSDisconnected":  {`tonggui_nats_connected{instance="a"} 0x300`},
	"TongguiNodeMissing":       {`tonggui_nodes{instance="a"} 3x150 2x150`},
	"TongguiVersionsDiffer":    {`tonggui_build_info{instance="a", version="1", commit="1"} 1x300`, `tonggui_build_info{instance="b", version="2", commit="2"} 1x300`},
	"TongguiClockSkew":         {`tonggui_clock_skew_seconds{instance="a"} -3x300`},
	"TongguiClockJumped":       {`tonggui_clock_deviation_seconds{instance="a"} 60x300`},
	"TongguiSearchBehind":      {`tonggui_search_lag_seconds{instance="a"} 100x300`},
	"TongguiSlowReaders":       {`tonggui_sockets_closed_total{instance="a", code="4009"} 0+120x300`},
	"TongguiPasswordGuessing":  {`tonggui_logins_total{instance="a", outcome="wrong"} 0+30x300`},
	"TongguiFileDescriptors":   {`process_open_fds{instance="a", job="tonggui"} 900x300`, `process_max_fds{instance="a", job="tonggui"} 1000x300`},
	"TongguiCertificateEnds":   {`tonggui_tls_certificate_expires_timestamp_seconds{instance="a"} 86400x300`},
	"TongguiAuditStopped":      {`tonggui_audit_stopped{instance="a"} 1x300`},
	"TongguiEffectsFailed":     {`tonggui_effects_failed{instance="a"} 1x300`},
	"TongguiEffectsLate":       {`tonggui_effects_lag_seconds{instance="a"} 900x300`},
	"TongguiBackupOld":         {`tonggui_last_backup_timestamp_seconds{instance="a"} -200000x300`},
}

// health is a node with which all is well.
var health = []string{
	`up{job="tonggui", instance="a"} 1x300`, `tonggui_node_lease{instance="a"} 1x300`, `tonggui_storage_full{instance="a"} 0x300`,
	`tonggui_db_write_failures_total{instance="a", reason="away"} 5x300`,
	`tonggui_http_request_duration_seconds_count{instance="a", route="x", status="500"} 3x300`, `tonggui_http_request_duration_seconds_count{instance="a", route="x", status="200"} 0+1000x300`,
	`tonggui_message_send_duration_seconds_bucket{instance="a", le="0.5"} 0+100x300`, `tonggui_message_send_duration_seconds_bucket{instance="a", le="+Inf"} 0+100x300`,
	`tonggui_lane_messages{instance="a", lane="0"} 3x300`, `tonggui_follower_lag_seconds{instance="a", follower="org"} 0x300`,
	`tonggui_db_connection_wait_seconds_total{instance="a"} 0+1x300`, `tonggui_disk_free_bytes{instance="a", folder="data"} 1e12-1e6x300`,
	`tonggui_blob_store_up{instance="a"} 1x300`, `tonggui_blob_errors_total{instance="a", operation="put"} 2x300`, `tonggui_bus_up{instance="a"} 1x300`,
	`tonggui_nats_connected{instance="a"} 1x300`, `tonggui_nodes{instance="a"} 3x300`, `tonggui_build_info{instance="a", version="1", commit="1"} 1x300`,
	`tonggui_clock_skew_seconds{instance="a"} 0.01x300`, `tonggui_clock_deviation_seconds{instance="a"} 0x300`, `tonggui_search_lag_seconds{instance="a"} 1x300`,
	`tonggui_search_up{instance="a"} 1x300`, `tonggui_sockets_closed_total{instance="a", code="4009"} 0+1x300`, `tonggui_logins_total{instance="a", outcome="wrong"} 0+2x300`,
	`process_open_fds{instance="a", job="tonggui"} 100x300`, `process_max_fds{instance="a", job="tonggui"} 1000x300`,
	`tonggui_tls_certificate_expires_timestamp_seconds{instance="a"} 9000000x300`, `tonggui_last_backup_timestamp_seconds{instance="a"} 1x300`, `tonggui_audit_stopped{instance="a"} 0x300`,
	`tonggui_effects_failed{instance="a"} 0x300`, `tonggui_effects_lag_seconds{instance="a"} 2x300`,
}

func TestEachAlertFiresForItsTroubleAndIsSilentInHealth(t *testing.T) {
	rules, err := filepath.Abs("../../packaging/prometheus/tonggui.rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(rules)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "rule_files: [%q]\nevaluation_interval: 5m\ntests:\n", rules)
	scene(&b, health, `ALERTS`, "")
	for _, found := range regexp.MustCompile(`- alert: (\w+)`).FindAllSubmatch(text, -1) {
		name := string(found[1])
		if troubles[name] == nil {
			t.Errorf("nothing shows that %s fires", name)
		}
		scene(&b, troubles[name], fmt.Sprintf(`max by (alertname) (ALERTS{alertname=%q, alertstate="firing"})`, name), fmt.Sprintf(`ALERTS{alertname=%q}`, name))
	}
	file := filepath.Join(t.TempDir(), "test.yml")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"check", "rules", rules}, {"test", "rules", file}} {
		if said, err := try(promtool(t), args...); err != nil {
			t.Errorf("%v\n%s", err, said)
		}
	}
}

// scene writes one test of promtool: the answer to a query after 160 minutes; none where want is empty.
func scene(b *bytes.Buffer, series []string, query, want string) {
	b.WriteString("  - interval: 1m\n    input_series:\n")
	for _, s := range series {
		at := bytes.LastIndexByte([]byte(s), ' ')
		if close := bytes.IndexByte([]byte(s), '}'); close >= 0 {
			at = close + 1
		}
		fmt.Fprintf(b, "      - {series: %q, values: %q}\n", s[:at], s[at+1:])
	}
	fmt.Fprintf(b, "    promql_expr_test:\n      - expr: %q\n        eval_time: 160m\n", query)
	if want != "" {
		fmt.Fprintf(b, "        exp_samples: [{labels: %q, value: 1}]\n", want[len("ALERTS"):])
	}
}
