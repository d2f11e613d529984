package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

const (
	uploadSize  = 700<<10 + 11
	uploadPiece = 100_000
)

// contentOf is what somebody sends: bytes that follow from a name.
func contentOf(name string) []byte {
	sum := sha256.Sum256([]byte(name))
	out := make([]byte, 0, uploadSize+100)
	for n := 0; len(out) < uploadSize; n++ {
		out = append(strconv.AppendInt(append(out, hex.EncodeToString(sum[:])...), int64(n), 36), '\n')
	}
	return out[:uploadSize]
}

// sendFiles sends one file after the other, each in pieces and then in a message.
func (a *actor) sendFiles(ctx context.Context) error {
	if l, open := a.open(Upload, File, func(Line) bool { return true }); open {
		if err := a.carry(l); err != nil {
			return err
		}
	}
	if l, open := a.open(Begin, Ack, func(l Line) bool { return l.File != "" }); open {
		if err := a.send(l); err != nil {
			return err
		}
	}
	for ctx.Err() == nil {
		name := NewID()
		sum := sha256.Sum256(contentOf(name))
		said := fmt.Sprintf("filename %s,purpose %s,sha256 %s", inBase64(name+".txt"), inBase64("message"), inBase64(hex.EncodeToString(sum[:])))
		r, err := a.tus("POST", "/api/v1/uploads", nil, "Upload-Length", strconv.Itoa(uploadSize), "Upload-Metadata", said)
		if err != nil || r.StatusCode != http.StatusCreated {
			a.next()
			pace(ctx, 10*time.Millisecond)
			continue // it may stand there; nobody knows its address
		}
		l := Line{Event: Upload, Who: a.ID, Client: r.Header.Get("Location"), Text: name, Hash: hex.EncodeToString(sum[:])}
		if err := a.book.Write(l); err != nil {
			return err
		}
		if err := a.carry(l); err != nil {
			return err
		}
		pace(ctx, 100*time.Millisecond)
	}
	return nil
}

func (a *actor) next() { a.at = (a.at + 1) % len(a.Nodes) }

// carry sends what is missing of an upload, however often it is cut off, then the message with it.
func (a *actor) carry(l Line) error {
	whole, acked := contentOf(l.Text), int64(0)
	for _, p := range a.past {
		if p.Event == Piece && p.Client == l.Client {
			acked = max(acked, p.Seq)
		}
	}
	offset := int64(-1) // unknown
	for deadline := time.Now().Add(2 * time.Minute); offset < uploadSize; {
		if time.Now().After(deadline) {
			return fmt.Errorf("upload %s stands at %d", l.Client, offset)
		}
		if offset < 0 {
			stands, err := a.stands(l.Client)
			if err != nil {
				a.next()
				pace(context.Background(), 10*time.Millisecond)
				continue
			}
			if stands < acked {
				return a.wrong("upload %s stands at %d, %d was acknowledged", l.Client, stands, acked)
			}
			offset = stands
			continue
		}
		end := min(offset+uploadPiece, uploadSize)
		r, err := a.tus("PATCH", l.Client, whole[offset:end], "Content-Type", "application/offset+octet-stream", "Upload-Offset", strconv.FormatInt(offset, 10))
		if err != nil || r.StatusCode != http.StatusNoContent {
			offset = -1
			continue
		}
		offset, acked = end, end
		if err := a.book.Write(Line{Event: Piece, Who: a.ID, Client: l.Client, Seq: end}); err != nil {
			return err
		}
	}
	var ref struct{ ID, SHA256 string }
	refused, err := a.judged(l.Client, &ref)
	if err != nil || refused != nil {
		return errors.Join(err, a.wrong("upload %s: %v", l.Client, refused))
	}
	if ref.SHA256 != l.Hash {
		return a.wrong("upload %s has become %s instead of %s", l.Client, ref.SHA256, l.Hash)
	}
	m := Line{Event: Begin, Who: a.ID, Conversation: a.Group, Client: NewID(), File: ref.ID}
	if err := a.book.Write(Line{Event: File, Who: a.ID, Client: l.Client, File: ref.ID, Hash: l.Hash}, m); err != nil {
		return err
	}
	return a.send(m)
}

// judged waits for the file that an upload has become; one that was interrupted is judged anew.
func (a *actor) judged(upload string, ref any) (refused, err error) {
	path := upload[len("/api/v1"):] + "/file"
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		problem, err := a.settled(http.MethodGet, path, nil, ref)
		if err != nil || problem == nil {
			return nil, err
		}
		if problem.Status != http.StatusNotFound || time.Now().After(deadline) {
			return problem, nil
		}
	}
}

var errNoOffset = errors.New("the server does not say where an upload stands")

func (a *actor) stands(upload string) (int64, error) {
	r, err := a.tus("HEAD", upload, nil)
	if err != nil {
		return 0, err
	}
	if r.StatusCode != http.StatusOK {
		return 0, errNoOffset
	}
	return strconv.ParseInt(r.Header.Get("Upload-Offset"), 10, 64)
}

func inBase64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func (a *actor) tus(method, path string, body []byte, headers ...string) (*http.Response, error) {
	r, err := http.NewRequest(method, a.Nodes[a.at]+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+a.Token)
	r.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := a.http.Do(r)
	if err == nil {
		_ = resp.Body.Close()
	}
	return resp, err
}
