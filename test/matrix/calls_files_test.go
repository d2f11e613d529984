package matrix

import (
	"encoding/base64"
	"strings"

	"tonggui/internal/files"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/id"
)

// tus is what every request of the protocol says.
func tus(more ...string) map[string]string {
	out := map[string]string{"Tus-Resumable": "1.0.0"}
	for i := 0; i+1 < len(more); i += 2 {
		out[more[i]] = more[i+1]
	}
	return out
}

const ten = "0123456789"

// upload makes an upload of ten bytes that belongs to somebody, also to who does not get in.
func (w *world) upload(p *person, purpose files.Purpose, complete bool) id.ID {
	w.t.Helper()
	who := w.principal(w.keeper)
	u := must(w.house.Files.CreateUpload(w.ctx(), who, files.NewUpload{Name: canary + ".txt", Purpose: purpose, Length: int64(len(ten))}))
	if complete {
		must(w.house.Files.Append(w.ctx(), who, u.ID, files.Piece{Length: int64(len(ten)), Body: strings.NewReader(ten)}))
	}
	if p != w.keeper {
		w.write(`UPDATE files SET owner_id = ? WHERE id = ?`, p.account, u.ID)
		w.write(`UPDATE uploads SET owner_id = ? WHERE file_id = ?`, p.account, u.ID)
		w.write(`UPDATE library_entries SET account_id = ? WHERE file_id = ?`, p.account, u.ID)
	}
	return u.ID
}

// onUpload makes a call on an upload or a file of the relation.
func onUpload(spends bool, purpose files.Purpose, change func(c *call, relation string)) spec {
	return spec{spends: spends, call: func(w *world, p *person, relation string) call {
		owner, complete := p, purpose == files.ForLibrary || relation == "own_complete"
		if relation == "of_colleague" {
			owner, complete = w.keeper, true
		}
		k := p.kind + " upload " + string(purpose) + relation
		s, made := w.spots[k]
		if !made {
			s.conversation = w.upload(owner, purpose, complete)
			w.spots[k] = s
		}
		one, none := s.conversation.String(), w.newID().String()
		c := call{path: map[string]string{"id": one, "file_id": one}, twin: map[string]string{"id": none, "file_id": none}, header: tus()}
		if change != nil {
			change(&c, relation)
		}
		return c
	}}
}

func createUpload(_ *world, _ *person, relation string) call {
	said := func(pairs ...string) string {
		var out []string
		for i := 0; i+1 < len(pairs); i += 2 {
			out = append(out, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
		}
		return strings.Join(out, ",")
	}
	length, purpose := "10", "message"
	switch relation {
	case "too_large":
		length = "52428801"
	case "for_library":
		length, purpose = "52428801", "library"
	}
	return call{header: tus("Upload-Length", length, "Upload-Metadata", said("filename", canary+".txt", "purpose", purpose)), after: nil}
}

var fileSpecs = map[string]spec{
	"tus_options": {call: plain(call{})},
	"create_upload": {call: func(w *world, p *person, relation string) call {
		// Nobody's unfinished uploads may pile up to their limit here.
		w.write(`DELETE FROM uploads WHERE owner_id = ?`, p.account)
		return createUpload(w, p, relation)
	}},
	"upload_state": onUpload(false, files.ForMessages, nil),
	"append_upload": onUpload(true, files.ForMessages, func(c *call, relation string) {
		at := map[string]string{"own_elsewhere": "5"}[relation]
		if at == "" {
			at = "0"
		}
		c.body, c.contentType = []byte(ten), "application/offset+octet-stream"
		c.header = tus("Upload-Offset", at)
		if at == "5" {
			c.body = []byte(ten)[:5]
		}
	}),
	"cancel_upload":     onUpload(true, files.ForMessages, nil),
	"get_upload_result": onUpload(false, files.ForMessages, nil),
	"ask_file_links": {call: func(w *world, _ *person, _ string) call {
		return call{body: map[string]any{"items": []any{map[string]any{"place": map[string]any{"kind": "library"}, "file_id": w.newID(), "variant": "original"}}}}
	}},
	"list_library":        {call: plain(call{})},
	"remove_from_library": onUpload(true, files.ForLibrary, nil),
}

// sayFile sends a message with a file of the person's own.
func (w *world) sayFile(p *person, conversation id.ID) (file id.ID, seq int64) {
	w.t.Helper()
	file = w.upload(p, files.ForMessages, true)
	m, _, err := w.house.Messaging.Send(w.ctx(), p.acting(), conversation, messaging.Outgoing{ClientID: w.newID(),
		Content: content.Written{Type: "text", Nodes: []content.Node{}, FileIDs: []id.ID{file}}})
	w.must(err)
	return file, m.Seq
}
