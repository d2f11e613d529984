package ledger

import (
	"fmt"
	"io"
	"net/http"
)

// ready is what a node says of itself.
func ready(base string) (status int, body string) { return health(base + "/readyz") }

// health gives status 0 where nobody answers.
func health(url string) (status int, body string) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

func addressOf(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }
