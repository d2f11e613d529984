// Package client speaks to a server as any program would, for tests at the promised surface.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Client is one session of one person.
type Client struct {
	Base  string // http://127.0.0.1:port
	Token string
	HTTP  *http.Client
}

// Problem is an answer that is no success.
type Problem struct {
	Status int            `json:"status"`
	Code   string         `json:"code"`
	Detail string         `json:"detail"`
	Params map[string]any `json:"params"`
	Fields []struct {
		Field string `json:"field"`
		Code  string `json:"code"`
	} `json:"fields"`
	Rule *struct {
		ID     string            `json:"id"`
		Clause map[string]string `json:"clause"`
		Way    map[string]any    `json:"way"`
	} `json:"rule"`
}

func (p *Problem) Error() string { return fmt.Sprintf("%d %s %v", p.Status, p.Code, p.Fields) }

// New returns a client without a session.
func New(base string) *Client {
	return &Client{Base: base, HTTP: &http.Client{Timeout: 30 * time.Second}}
}

// Do calls an operation below /api/v1 and reads the answer into out, which may be nil. A refusal is a
// *Problem; any other error means that the outcome is unknown.
func (c *Client) Do(ctx context.Context, method, path string, body, out any) error {
	var reader io.Reader
	if raw, ok := body.([]byte); ok {
		reader = bytes.NewReader(raw)
	} else if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		reader = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, method, c.Base+"/api/v1"+path, reader)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if _, raw := body.([]byte); raw {
		r.Header.Set("Content-Type", "application/octet-stream")
	}
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	resp, err := c.HTTP.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode >= 300 {
		p := &Problem{Status: resp.StatusCode}
		if json.Unmarshal(text, p) != nil {
			p.Detail = string(text)
		}
		return p
	}
	if out == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, out)
}

// Entered is the answer to a login.
type Entered struct {
	Token string `json:"token"`
	Me    struct {
		Account struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"account"`
		MustChangePassword bool `json:"must_change_password"`
	} `json:"me"`
}

// Login opens a session and keeps its token.
func (c *Client) Login(ctx context.Context, number, password string) (Entered, error) {
	var e Entered
	err := c.Do(ctx, http.MethodPost, "/session", map[string]string{"number": number, "password": password}, &e)
	if err == nil {
		c.Token = e.Token
	}
	return e, err
}

// Setup makes the first administrator with a token of `tonggui setup` and keeps the session.
func (c *Client) Setup(ctx context.Context, token, number, password string) (Entered, error) {
	var e Entered
	err := c.Do(ctx, http.MethodPost, "/setup", map[string]string{"token": token, "company": "Test", "number": number,
		"name": "Administrator", "password": password}, &e)
	if err == nil {
		c.Token = e.Token
	}
	return e, err
}

// List is one part of a list.
type List[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor"`
}
