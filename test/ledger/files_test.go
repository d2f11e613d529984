package ledger

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/process"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

const (
	uploadSize  = 5<<20 + 11
	uploadPiece = 200_000
)

// covers: FIL-01
func TestNoAcknowledgedByteIsLostWhenTheServerIsKilledOnSQLite(t *testing.T) {
	s := process.Start(t, "serve", "")
	uploadUnderKills(t, s, "sqlite", "file:"+filepath.Join(s.Data, "tonggui.db")+"?_pragma=query_only(ON)")
}

// covers: FIL-01
func TestNoAcknowledgedByteIsLostWhenTheServerIsKilledOnPostgres(t *testing.T) {
	url := dbtest.NewPostgres(t)
	uploadUnderKills(t, process.Start(t, "serve", url), "pgx", url)
}

// uploadUnderKills lets people send files while the server is killed. What an answer acknowledged
// must still be there afterwards, the files must be what was sent, and no bytes may lie in the store
// that nobody knows of.
func uploadUnderKills(t *testing.T, s *process.Server, driver, source string) {
	w := settle(t, s, s.URL)
	var pieces, further atomic.Int64
	var sending sync.WaitGroup
	for i, c := range w.people {
		sending.Go(func() {
			u := &sender{t: t, client: c, bytes: content(i), pieces: &pieces, further: &further}
			u.send()
		})
	}
	done := make(chan struct{})
	go func() { sending.Wait(); close(done) }()
	random, killed := rand.New(rand.NewPCG(3, 5)), 0
	for ended := false; !ended; {
		next := pieces.Load() + int64(1+random.IntN(8))
		for pieces.Load() < next && !ended {
			select {
			case <-done:
				ended = true
			case <-time.After(time.Millisecond):
			}
		}
		if !ended {
			s.Kill()
			s.Up()
			killed++
		}
	}
	t.Logf("%d pieces acknowledged across %d kills; %d times more was stored than had been acknowledged", pieces.Load(), killed, further.Load())
	if killed < 10 {
		t.Errorf("the server was killed %d times only", killed)
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(s.Data, "blobs")
	if lost := unknownBlobs(t, driver, source, store); len(lost) > 0 {
		t.Errorf("%d blobs that no row names: %v", len(lost), lost)
	}
	stray := filepath.Join(store, strings.Repeat("0", 40))
	if err := os.WriteFile(stray, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if lost := unknownBlobs(t, driver, source, store); !slices.Equal(lost, []string{stray}) {
		t.Errorf("a stray blob is seen as %v", lost)
	}
}

// content is what somebody sends.
func content(i int) []byte {
	out := make([]byte, 0, uploadSize+20)
	for n := int64(i); len(out) < uploadSize; n += 7 {
		out = append(strconv.AppendInt(out, n*2_654_435_761, 36), '\n')
	}
	return out[:uploadSize]
}

// sender sends one file by tus, however often it is cut off.
type sender struct {
	t               *testing.T
	client          *client.Client
	bytes           []byte
	at              string
	offset          int64 // acknowledged
	pieces, further *atomic.Int64
}

func (u *sender) send() {
	sum := sha256.Sum256(u.bytes)
	for u.at == "" {
		said := fmt.Sprintf("filename %s,purpose %s,sha256 %s", inBase64("a.txt"), inBase64("library"), inBase64(hex.EncodeToString(sum[:])))
		if r := u.call("POST", "/api/v1/uploads", nil, "Upload-Length", strconv.Itoa(len(u.bytes)), "Upload-Metadata", said); r != nil && r.StatusCode == http.StatusCreated {
			u.at = r.Header.Get("Location")
		}
	}
	for u.offset < int64(len(u.bytes)) {
		u.look()
		for u.offset < int64(len(u.bytes)) {
			end := min(u.offset+uploadPiece, int64(len(u.bytes)))
			r := u.call("PATCH", u.at, u.bytes[u.offset:end], "Content-Type", "application/offset+octet-stream", "Upload-Offset", strconv.FormatInt(u.offset, 10))
			if r == nil || r.StatusCode != http.StatusNoContent {
				break
			}
			u.offset = end
			u.pieces.Add(1)
		}
	}
	var ref struct{ SHA256 string }
	for ref.SHA256 == "" {
		if err := u.client.Do(u.t.Context(), http.MethodGet, u.at[len("/api/v1"):]+"/file", nil, &ref); err != nil && u.t.Context().Err() != nil {
			return
		}
	}
	if ref.SHA256 != hex.EncodeToString(sum[:]) {
		u.t.Errorf("%s is not what was sent", u.at)
	}
}

// look asks where the upload stands. It may be further than was acknowledged, never less far.
func (u *sender) look() {
	for u.t.Context().Err() == nil {
		r := u.call("HEAD", u.at, nil)
		if r == nil || r.StatusCode != http.StatusOK {
			continue
		}
		stands, err := strconv.ParseInt(r.Header.Get("Upload-Offset"), 10, 64)
		if err != nil || stands < u.offset {
			u.t.Errorf("%s stands at %d, %d was acknowledged, %v", u.at, stands, u.offset, err)
		}
		if stands > u.offset {
			u.further.Add(1)
		}
		u.offset = stands
		return
	}
}

func inBase64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// call gives the answer, nil where there was none.
func (u *sender) call(method, path string, body []byte, headers ...string) *http.Response {
	r, err := http.NewRequestWithContext(u.t.Context(), method, u.client.Base+path, bytes.NewReader(body))
	if err != nil {
		u.t.Error(err)
		return nil
	}
	r.Header.Set("Authorization", "Bearer "+u.client.Token)
	r.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := u.client.HTTP.Do(r)
	if err != nil {
		return nil
	}
	_ = resp.Body.Close()
	return resp
}

// unknownBlobs lists what lies in the store and stands in no row, as a part or as what the sweep will
// find.
func unknownBlobs(t *testing.T, driver, source, dir string) (lost []string) {
	t.Helper()
	conn, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	known := map[string]bool{}
	rows, err := conn.Query(`SELECT blob_key FROM file_parts UNION ALL SELECT blob_key FROM loose_blobs`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			t.Fatal(err)
		}
		known[key] = true
	}
	blobs := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == "tmp" {
				return fs.SkipDir // the store clears it by itself
			}
			return err
		}
		if blobs++; !known[d.Name()] {
			lost = append(lost, path)
		}
		return nil
	})
	if err != nil || blobs == 0 {
		t.Fatalf("%d blobs, %v", blobs, err)
	}
	return lost
}
