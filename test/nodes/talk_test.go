package nodes

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"testing"
	"time"
)

// covers: MSG-01, ORG-02
func TestPeopleOnDifferentNodesTalkAndSeeEachOther(t *testing.T) {
	c := found(t, postgres(t))
	people := c.hire(2)
	a, b := people[0], people[1]
	in := group(people)
	far := b.listen(1, "")
	must := func(err error) { t.Helper(); c.must(err) }
	far.say(words{"t": "watch", "d": words{"account_ids": []string{a.id}}}) // who comes before is not told of
	near := a.listen(0, "")

	sees := func(state string) func() bool {
		return func() bool {
			all := far.of("presence")
			var last struct{ Presence struct{ State string } }
			return len(all) > 0 && json.Unmarshal(all[len(all)-1], &last) == nil && last.Presence.State == state
		}
	}
	c.await(2*time.Second, "who comes to one node is seen at the other", sees("online"))
	for i := range 20 {
		seq := a.say(0, in, fmt.Sprint("来自一号 ", i))
		c.await(time.Second, "the message is pushed at the other node", far.got(seq))
		seq = b.say(1, in, fmt.Sprint("来自二号 ", i))
		c.await(time.Second, "the answer is pushed at the first node", near.got(seq))
	}
	near.noGap()
	far.noGap()
	must(b.at(1).Do(t.Context(), http.MethodPut, "/conversations/"+in+"/read", words{"seq": a.say(0, in, "看到请回")}, nil))
	c.await(time.Second, "reading is told at the other node", func() bool { return len(near.of("read.others")) > 0 })
	must(a.at(0).Do(t.Context(), http.MethodPatch, "/conversations/"+in, words{"name": "新名"}, nil))
	c.await(time.Second, "a new name is told at the other node", func() bool { return len(far.of("conversation.changed")) > 0 })

	_ = near.ws.Close()
	c.await(2*time.Second, "who leaves one node is gone at the other", sees("offline"))
	near = a.listen(0, "")
	c.await(2*time.Second, "and is seen again", sees("online"))
	c.nodes[0].Kill()
	c.await(8*time.Second, "of a node that is gone nobody is there", sees("offline"))
}

// covers: FIL-01
func TestAFileSentAtOneNodeIsReadAtTheOther(t *testing.T) {
	c := found(t, postgres(t))
	people := c.hire(2)
	a, b := people[0], people[1]
	in := group(people)
	far := b.listen(1, "")
	whole := bytes.Repeat([]byte("一号节点写，二号节点读。\n"), 40_000)
	sum := sha256.Sum256(whole)

	// The first half goes to one node, the second to the other.
	at := a.tus(0, http.MethodPost, "/api/v1/uploads", nil, "Upload-Length", strconv.Itoa(len(whole)),
		"Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte("说明.txt"))+",purpose "+base64.StdEncoding.EncodeToString([]byte("message"))).Get("Location")
	half := len(whole) / 2
	a.tus(0, http.MethodPatch, at, whole[:half], "Upload-Offset", "0", "Content-Type", "application/offset+octet-stream")
	a.tus(1, http.MethodPatch, at, whole[half:], "Upload-Offset", strconv.Itoa(half), "Content-Type", "application/offset+octet-stream")
	var file struct{ ID, SHA256 string }
	c.must(a.at(0).Do(t.Context(), http.MethodGet, at[len("/api/v1"):]+"/file", nil, &file))
	if file.SHA256 != hex.EncodeToString(sum[:]) {
		t.Fatal("the file is not what was sent")
	}
	seq, err := a.try(0, in, text("见附件", file.ID))
	c.must(err)
	c.await(time.Second, "the message is pushed at the other node", far.got(seq))

	var links struct{ Items []struct{ URL string } }
	c.must(b.at(1).Do(t.Context(), http.MethodPost, "/files/links", words{"items": []words{{"file_id": file.ID, "variant": "original",
		"place": words{"kind": "message", "conversation_id": in, "seq": seq}}}}, &links))
	for _, node := range []int{1, 0} { // a link of one node holds at every other
		resp, err := http.Get(c.nodes[node].URL + links.Items[0].URL)
		c.must(err)
		got, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !bytes.Equal(got, whole) {
			t.Errorf("node %d gives %d bytes with %d: %v", node, len(got), resp.StatusCode, err)
		}
	}
}

// tus makes one request of an upload that must succeed, and gives the headers of the answer.
func (p person) tus(node int, method, path string, body []byte, headers ...string) http.Header {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.nodes[node].URL+path, bytes.NewReader(body))
	p.must(err)
	r.Header.Set("Authorization", "Bearer "+p.token)
	r.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	p.must(err)
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode >= 300 {
		said, _ := io.ReadAll(resp.Body)
		p.t.Fatalf("%s %s: %d %s", method, path, resp.StatusCode, said)
	}
	return resp.Header
}

// covers: ACC-05
func TestAFrozenAccountIsShutOutOfAllNodesWithinASecond(t *testing.T) {
	c := found(t, postgres(t))
	people := c.hire(2)
	frozen := people[1]
	here, there := frozen.listen(0, ""), frozen.listen(1, "")
	c.must(c.admin.Do(t.Context(), http.MethodPost, "/admin/people/"+frozen.id+"/freeze", words{"reason": "test"}, nil))
	c.await(time.Second, "its sockets are closed at both nodes", func() bool { return here.ended() == 4003 && there.ended() == 4003 })
	for node := range c.nodes {
		if err := frozen.at(node).Do(t.Context(), http.MethodGet, "/session", nil, nil); err == nil {
			t.Errorf("node %d lets it in", node)
		}
	}
}
