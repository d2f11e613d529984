package app

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"github.com/gorilla/websocket"
)

// readings are the series of a scrape, by name and labels.
func readings(t *testing.T, h *House) map[string]float64 {
	t.Helper()
	w := httptest.NewRecorder()
	h.Metrics.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	out := map[string]float64{}
	for _, line := range regexp.MustCompile(`(?m)^(\w+(?:\{.*\})?) (\S+)$`).FindAllStringSubmatch(w.Body.String(), -1) {
		if v, err := strconv.ParseFloat(line[2], 64); err == nil {
			out[line[1]] = v
		}
	}
	return out
}

func TestFiguresFollowWhatHappens(t *testing.T) {
	c := clock.NewFake(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC))
	h, srv := build(t, c)
	before := readings(t, h)
	token, conversation := say(t, h)
	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(srv.URL, "http")+"/api/v1/socket", http.Header{"Authorization": {"Bearer " + token}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ws.Close() }()
	if _, _, err := ws.ReadMessage(); err != nil { // hello
		t.Fatal(err)
	}
	write(t, h, token, conversation)
	if _, _, err := ws.ReadMessage(); err != nil {
		t.Fatal(err)
	}
	c.Advance(time.Hour) // too late
	if code := status(t, h, token, http.MethodPost, "/conversations/"+conversation+"/messages/1/recall", map[string]any{}); code != http.StatusForbidden {
		t.Errorf("recalled an hour later: %d", code)
	}
	if code := status(t, h, "", http.MethodPost, "/session", map[string]any{"number": founder, "password": "guess"}); code != http.StatusUnauthorized {
		t.Errorf("a guess: %d", code)
	}
	for name, least := range map[string]float64{
		"tonggui_message_send_duration_seconds_count":                 2,
		"tonggui_messages_stored_total":                               2,
		"tonggui_message_push_duration_seconds_count":                 2,
		"tonggui_db_commit_duration_seconds_count":                    5,
		"tonggui_db_write_wait_seconds_count":                         5,
		"tonggui_db_commit_writes_count":                              5,
		"tonggui_frames_pushed_total":                                 1,
		"tonggui_frames_published_total":                              1,
		"tonggui_sockets":                                             1,
		"tonggui_sockets_opened_total":                                1,
		`tonggui_rule_refusals_total{rule="messaging.recall_window"}`: 1,
		`tonggui_logins_total{outcome="wrong"}`:                       1,
		`tonggui_http_request_duration_seconds_count{route="POST /api/v1/conversations/{id}/messages",status="201"}`:              2,
		`tonggui_http_request_duration_seconds_count{route="POST /api/v1/conversations/{id}/messages/{seq}/recall",status="403"}`: 1,
	} {
		// Some are counted after what they count was seen.
		await(t, time.Minute, fmt.Sprintf("%s grows by %v", name, least), func() bool { return readings(t, h)[name]-before[name] >= least })
	}
	_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"t":"nonsense"}`))
	await(t, 10*time.Second, "the closing is counted", func() bool {
		now := readings(t, h)
		return now["tonggui_sockets"] == 0 && now[`tonggui_sockets_closed_total{code="4400"}`] == 1 && now["tonggui_socket_frames_received_total"] == 1
	})
}

// status asks as call does, and gives only how it was answered.
func status(t *testing.T, h *House, token, method, path string, body any) int {
	t.Helper()
	return request(t, h, token, method, path, body).Code
}

// write has somebody say something.
func write(t *testing.T, h *House, token, conversation string) {
	t.Helper()
	call[struct{ Seq int64 }](t, h, token, http.MethodPost, "/conversations/"+conversation+"/messages", map[string]any{
		"client_id": id.New(h.Clock.Now()), "content": map[string]any{"type": "text", "nodes": []any{map[string]any{"type": "text", "text": secretWords}}}})
}
