package demo

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
)

// evening is a Thursday, 20:00 in Shanghai: the whole script has been spoken.
var evening = time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)

// seeded makes the sample company at an instant and opens it at the same instant.
func seeded(t *testing.T, at time.Time) (Rooms, string) {
	t.Helper()
	dir, c := t.TempDir(), clock.NewFake(at)
	made, err := Seed(t.Context(), Options{Dir: dir, Clock: c, Open: open(t)})
	if err != nil || !made {
		t.Fatal(made, err)
	}
	r, err := open(t)(t.Context(), dir, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r, dir
}

// enter logs somebody in.
func enter(t *testing.T, r Rooms, number string) authz.Principal {
	t.Helper()
	e, err := r.Org.Login(t.Context(), number, Password, "")
	if err != nil {
		t.Fatal(number, err)
	}
	who, err := (&mover{org: r.Org}).behind(t.Context(), e.Token)
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// shown is a conversation as its page shows it.
type shown struct {
	ID           string
	Name         string
	Peer         *struct{ Name string }
	MemberCount  int `json:"member_count"`
	Unread       int64
	MarkedUnread bool `json:"marked_unread"`
	Mentioned    bool
	Muted        bool
	Pinned       bool
	Draft        *struct{ Text string }
	LastAt       clock.Instant `json:"last_at"`
}

// browser is somebody's client.
type browser struct {
	t     *testing.T
	url   string
	token string
}

func login(t *testing.T, r Rooms, number string) browser {
	t.Helper()
	api := httpapi.New(httpapi.Options{Version: "test", Clock: clock.NewSystem(), Log: slog.New(slog.DiscardHandler), Auth: r.Org,
		Text: func(_, code string, _ map[string]any) string { return code }, Negotiate: func(string) string { return "zh-CN" }})
	r.Messaging.Routes(api)
	server := httptest.NewServer(api.Handler())
	t.Cleanup(server.Close)
	e, err := r.Org.Login(t.Context(), number, Password, "")
	if err != nil {
		t.Fatal(number, err)
	}
	return browser{t, server.URL + "/api/v1/conversations", e.Token}
}

func (b browser) get(path string, into any) {
	b.t.Helper()
	q, _ := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, nil)
	q.Header.Set("Authorization", "Bearer "+b.token)
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	raw, _ := io.ReadAll(a.Body)
	if err := json.Unmarshal(raw, into); err != nil || a.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %s %s", path, a.Status, raw)
	}
}

func (b browser) inbox() map[string]shown {
	b.t.Helper()
	var list struct{ Items []shown }
	b.get("?limit=100", &list)
	out := map[string]shown{}
	for _, c := range list.Items {
		if c.Peer != nil {
			c.Name = c.Peer.Name
		}
		out[c.Name] = c
	}
	return out
}

func TestEverybodyOfTheSampleCompanyCanLogIn(t *testing.T) {
	r, _ := seeded(t, evening)
	admin := enter(t, r, founder)
	list, err := r.Org.ListPeople(t.Context(), admin, org.PeopleFilter{Status: org.Active}, httpapi.Page{Limit: 200})
	if err != nil || len(list.Items) != 62 {
		t.Fatal(len(list.Items), err)
	}
	for _, p := range list.Items {
		if who := enter(t, r, p.Person.Number); who.MustChangePassword || p.SessionCount > 1 {
			t.Errorf("%s must change the password, or was left logged in", p.Person.Name)
		}
		if p.Person.Number == "1026" && *p.LastSeenAt < clock.Of(evening.Add(-12*time.Hour)) {
			t.Errorf("%s spoke today and was last seen at %s", p.Person.Name, p.LastSeenAt.Time())
		}
	}
	logins, err := Logins()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range logins {
		who := enter(t, r, l.Number)
		if authz.FormatRoles(who.Roles) != authz.FormatRoles(l.Roles) || who.Name != l.Name {
			t.Errorf("%+v is printed, %+v logs in", l, who)
		}
	}
}

func TestTheSampleCompanyHasTalkedForTenDays(t *testing.T) {
	r, _ := seeded(t, evening)
	all, _ := talks()
	messages := 0
	for _, talk := range all {
		for i := range talk.lines {
			if act := talk.lines[i].act; act == "says" || act == "corrects" {
				messages++
			}
		}
	}
	if messages < 270 {
		t.Errorf("%d messages are few", messages)
	}
	xu := login(t, r, "1026") // 许听澜
	got := xu.inbox()
	project := got["V3 电磁流量计项目"]
	if !project.Pinned || project.MemberCount != 17 || project.LastAt > clock.Of(evening) || len(got) < 11 {
		t.Errorf("%d conversations, project %+v", len(got), project)
	}
	if watch := got["3.2.0 发布值守"]; watch.Unread != 3 || !watch.Mentioned || got["尹小满"].Unread != 2 {
		t.Errorf("许听澜 has nothing to read: %+v", watch)
	}
	var page struct {
		Items []struct {
			Seq            int64
			At             clock.Instant
			EditCount      int `json:"edit_count"`
			Recalled       *struct{ By string }
			CorrectedBySeq *int64 `json:"corrected_by_seq"`
			Quoted         *struct{ Excerpt string }
			Thread         *struct{ Count int }
		}
	}
	xu.get("/"+project.ID+"/messages?limit=200", &page)
	var edited, recalled, corrected, quoting, answers int
	for _, m := range page.Items {
		if m.At < clock.Of(evening.AddDate(0, 0, -16)) || m.At > clock.Of(evening) {
			t.Errorf("message %d is of %s", m.Seq, m.At.Time())
		}
		if m.EditCount > 0 {
			edited++
		}
		if m.Recalled != nil {
			recalled++
		}
		if m.CorrectedBySeq != nil {
			corrected++
		}
	}
	for _, m := range page.Items {
		if m.Quoted != nil && m.Quoted.Excerpt != "" {
			quoting++
		}
		if m.Thread != nil {
			answers += m.Thread.Count
		}
	}
	if quoting != 2 || answers != 4 {
		t.Errorf("%d messages quote, %d are in threads", quoting, answers)
	}
	var record struct{ Items []struct{ Kind string } }
	login(t, r, "1029").get("/"+got["尹小满"].ID+"/messages?limit=200", &record)
	if !slices.ContainsFunc(record.Items, func(m struct{ Kind string }) bool { return m.Kind == "record" }) {
		t.Error("nothing was forwarded to 尹小满")
	}
	if edited != 1 || recalled != 1 || corrected != 1 {
		t.Errorf("%d edited, %d recalled, %d corrected", edited, recalled, corrected)
	}
	su := login(t, r, "1015").inbox()
	if su["陆子衡"].Draft == nil {
		t.Error("苏芮 has no draft")
	}
	if late := login(t, r, "1028").inbox(); !late["澄川全员"].Muted || late["V3 电磁流量计项目"].Unread != 0 {
		t.Errorf("傅星河: %+v", late)
	}
	if lin := login(t, r, "1039").inbox(); lin["雷鸣山"].Unread != 2 || !lin["雷鸣山"].MarkedUnread {
		t.Errorf("凌晓 has %d unread of 雷鸣山", lin["雷鸣山"].Unread)
	}
}

func TestNothingOfTheSampleLiesInTheFuture(t *testing.T) {
	early := time.Date(2026, 3, 12, 1, 30, 0, 0, time.UTC) // the same day, 09:30
	r, _ := seeded(t, early)
	for name, c := range login(t, r, "1026").inbox() {
		if c.LastAt > clock.Of(early) {
			t.Errorf("%s goes on until %s", name, c.LastAt.Time())
		}
	}
}

func TestASecondStartDoesNothing(t *testing.T) {
	r, dir := seeded(t, evening)
	_ = r
	made, err := Seed(t.Context(), Options{Dir: dir, Clock: clock.NewFake(evening.AddDate(0, 0, 1)),
		Open: func(context.Context, string, clock.Clock) (Rooms, error) { return Rooms{}, errors.New("opened") }})
	if made || err != nil {
		t.Error(made, err)
	}
}

func TestAFolderWithAnotherCompanyIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, database), []byte("a company"), 0o600); err != nil {
		t.Fatal(err)
	}
	made, err := Seed(t.Context(), Options{Dir: dir, Clock: clock.NewFake(evening), Open: open(t)})
	if made || !errors.Is(err, ErrRealCompany) {
		t.Error(made, err)
	}
	if raw, _ := os.ReadFile(filepath.Join(dir, database)); string(raw) != "a company" {
		t.Error("the database was touched")
	}
}

func TestASeedThatIsBrokenOffLeavesTheFolderEmpty(t *testing.T) {
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	_, err := Seed(ctx, Options{Dir: dir, Clock: clock.NewFake(evening), Open: func(ctx context.Context, dir string, c clock.Clock) (Rooms, error) {
		r, err := open(t)(ctx, dir, c)
		stop()
		return r, err
	}})
	if err == nil {
		t.Error("a seed without time succeeded")
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
