package org

import "testing"

func TestAClientIsNamedByBrowserAndSystem(t *testing.T) {
	for agent, want := range map[string][2]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36":                                            {"desktop", "Chrome 126 · Windows"},
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0":                              {"desktop", "Edge 126 · Windows"},
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15":                                      {"desktop", "Safari 17 · macOS"},
		"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0":                                                                                     {"desktop", "Firefox 127 · Linux"},
		"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36":                                      {"phone", "Chrome 126 · Android"},
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1":                    {"phone", "Safari 17 · iPhone"},
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x18003130) Safari/604": {"phone", "WeChat 8 · iPhone"},
		"curl/8.5.0": {"other", "curl/8.5.0"},
		"":           {"other", ""},
		"\u202eevil": {"other", ""},
	} {
		if got := [2]string{deviceOf(agent), clientOf(agent)}; got != want {
			t.Errorf("%s: got %v, want %v", agent, got, want)
		}
	}
}
