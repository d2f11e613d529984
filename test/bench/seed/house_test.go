package seed

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"tonggui/internal/app"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

// The tables are the rooms'; this fails when a room changes what it wants to find in them.
func TestRoomsFindWhatWasSeeded(t *testing.T) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) { roomsFind(t, dialect) })
	}
}

func roomsFind(t *testing.T, dialect db.Dialect) {
	o := app.Options{Dir: t.TempDir()}
	if dialect == db.Postgres {
		o.DatabaseURL = dbtest.NewPostgres(t)
	}
	h, err := app.Build(t.Context(), o) // makes the tables
	if err != nil {
		t.Fatal(err)
	}
	h.Close()
	to, err := Open(t.Context(), o.Dir, o.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	people, err := to.People(t.Context(), 130)
	if err != nil {
		t.Fatal(err)
	}
	direct, group := to.Direct(people[1], people[0], 250), to.Group("群", people, 30)
	group.ReadUpTo = 20
	if err := to.Talk(t.Context(), []Conversation{group, direct}); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(t.Context()); err != nil {
		t.Fatal(err)
	}

	if h, err = app.Build(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Bearer "+people[0].Token)
	who, err := h.Org.Authenticate(t.Context(), r)
	if err != nil || who.Account != people[0].ID || who.MustChangePassword {
		t.Fatalf("%+v %v", who, err)
	}
	page, err := h.Messaging.History(t.Context(), who, direct.ID, messaging.Range{Before: -1, After: -1, Around: -1, At: -1, Limit: 50})
	if err != nil || len(page.Items) != 50 || page.LastSeq != 250 {
		t.Fatalf("%d messages up to %d: %v", len(page.Items), page.LastSeq, err)
	}
	seen, err := h.Messaging.Conversation(t.Context(), who, group.ID)
	if err != nil || seen.Unread == 0 || seen.MemberCount != 130 {
		t.Fatalf("%+v %v", seen, err)
	}
	sameHash(t, h, who, direct.ID)
}

// sameHash sends a message and makes its hash anew, as those of seeded messages are made.
func sameHash(t *testing.T, h *app.House, who authz.Principal, conversation id.ID) {
	t.Helper()
	text := Texts(1)[0]
	out := messaging.Outgoing{ClientID: id.New(h.Clock.Now()), Content: content.Written{Type: "text", Nodes: []content.Node{{Type: "text", Text: text}}}}
	sent, _, err := h.Messaging.Send(t.Context(), who, conversation, out)
	if err != nil || sent.Seq != 251 {
		t.Fatalf("%+v %v", sent, err)
	}
	type row struct{ content, salt, hash []byte }
	stored, err := db.One(h.DB.Ask(t.Context()), func(r db.Row) (v row, err error) {
		return v, r.Scan(&v.content, &v.salt, &v.hash)
	}, `SELECT content, salt, hash FROM messages WHERE conversation_id = ? AND seq = ?`, conversation, sent.Seq)
	if err != nil {
		t.Fatal(err)
	}
	m := message{Conversation: conversation, Sender: who.Account, ClientID: out.ClientID, Seq: sent.Seq, At: int64(sent.At)}
	if !bytes.Equal(m.hash(stored.content, stored.salt), stored.hash) || !bytes.Equal(stored.content, Content(text)) {
		t.Errorf("stored is %s with another hash than a seeded message would have", stored.content)
	}
}
