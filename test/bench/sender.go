package main

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"

	"tonggui/internal/platform/id"
	"tonggui/test/bench/seed"
	"tonggui/test/bench/wire"
)

// sender writes the messages of one person into one conversation: a request made beforehand, of which
// only the client id and the text change.
type sender struct {
	request *wire.Request
	texts   []string
	at      int
}

const firstID = "00000000-0000-7000-8000-000000000000"

func newSender(host string, p seed.Person, conversation id.ID, texts []string) *sender {
	body := []byte(`{"client_id":"` + firstID + `","content":` + string(seed.Content(texts[0])) + `}`)
	return &sender{request: wire.NewRequest(host, "POST", "/conversations/"+conversation.String()+"/messages", p.Token, body, firstID, texts[0]), texts: texts}
}

// next makes the request of the next message.
func (s *sender) next(now time.Time) []byte {
	s.at++
	s.request.Set(firstID, clientID(now))
	s.request.Set(s.texts[0], s.texts[s.at%len(s.texts)])
	return s.request.Raw
}

// clientID makes a UUIDv7 without the cost of true randomness.
func clientID(now time.Time) string {
	var v id.ID
	binary.BigEndian.PutUint64(v[8:], rand.Uint64())
	binary.BigEndian.PutUint64(v[:8], uint64(now.UnixMilli())<<16|rand.Uint64()&0xffff)
	v[6] = v[6]&0x0f | 0x70
	v[8] = v[8]&0x3f | 0x80
	return v.String()
}

// refused turns an unexpected answer into an error.
func refused(status int, body []byte) error {
	return fmt.Errorf("the server answers %d: %.300s", status, body)
}
