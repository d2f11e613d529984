package org

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"tonggui/internal/platform/httpapi"
)

// tokenHash is all that is stored of a token.
type tokenHash [sha256.Size]byte

const tokenLength = 43 // 256 bits in base64url

// newToken returns a fresh random token and its hash.
func newToken() (string, tokenHash) {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	token := base64.RawURLEncoding.EncodeToString(b[:])
	return token, hashToken(token)
}

func hashToken(token string) tokenHash { return sha256.Sum256([]byte(token)) }

// The cookies. Over TLS they carry the prefix with which browsers let no neighbouring or unencrypted
// site set them, and only that name is read.
const (
	sessionCookie = "tonggui_session"
	deviceCookie  = "tonggui_device"
	hostPrefix    = "__Host-"
)

func cookieName(base string, secure bool) string {
	if secure {
		return hostPrefix + base
	}
	return base
}

// cookie returns a Set-Cookie line; an empty value removes the cookie.
func cookie(m httpapi.Meta, base, value string, life time.Duration) string {
	c := http.Cookie{Name: cookieName(base, m.Secure), Value: value, Path: "/", HttpOnly: true, Secure: m.Secure,
		SameSite: http.SameSiteStrictMode, MaxAge: int(life.Seconds())}
	if value == "" {
		c.MaxAge = -1
	}
	return c.String()
}

// tokenOf returns the token of a request: the Authorization header where there is one, else the
// cookie. Anything that cannot be one of our tokens is none.
func tokenOf(r *http.Request, m httpapi.Meta) string {
	token := ""
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, value, _ := strings.Cut(header, " ")
		if strings.EqualFold(scheme, "Bearer") {
			token = strings.TrimSpace(value)
		}
	} else if c, err := r.Cookie(cookieName(sessionCookie, m.Secure)); err == nil {
		token = c.Value
	}
	if len(token) != tokenLength {
		return ""
	}
	return token
}
