package config

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Settings of how several servers tell each other.

func setNATS(c *Config, v string) error {
	for _, one := range split(v) {
		u, err := url.Parse(one)
		if err != nil || u.Scheme != "nats" && u.Scheme != "tls" || u.Host == "" {
			return fmt.Errorf("has %q, which does not start with nats:// or tls:// and a host", one)
		}
		if u.User != nil {
			// Not repeated: it holds a password, and this setting is shown in the clear.
			return errors.New("has a user or password in an address; write nats_user and nats_password_file, or nats_token_file")
		}
		if u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
			return fmt.Errorf("has %q, which is more than scheme, host and port", one)
		}
		c.NATSURLs = append(c.NATSURLs, u.Scheme+"://"+u.Host)
	}
	return nil
}

// checkNATS finds what is wrong between the settings of NATS.
func checkNATS(c *Config, add func(key, value string, what error, do string)) {
	ways := 0
	for _, used := range []bool{c.NATSUser != "" || !c.NATSPassword.Empty(), !c.NATSToken.Empty(), c.NATSCreds != ""} {
		if used {
			ways++
		}
	}
	if ways > 1 {
		add("nats_user, nats_token, nats_credentials_file", "", errors.New("more than one of these is set"), "keep one of them")
	}
	if (c.NATSUser == "") != c.NATSPassword.Empty() {
		add("nats_user", c.NATSUser, errors.New("name and password go together, and one is missing"), "set both nats_user and nats_password")
	}
	if len(c.NATSURLs) == 0 && (ways > 0 || c.NATSCA != "") {
		add("nats_url", "", errors.New("is empty while other settings of NATS are there"), "list the servers in nats_url, or remove the other settings")
	}
	if len(c.NATSURLs) > 0 && c.DatabaseURL.Empty() {
		add("nats_url", strings.Join(c.NATSURLs, ", "), errors.New("is for several servers, and those need PostgreSQL"), "set database_url too, or leave nats_url empty")
	}
	for _, one := range c.NATSURLs {
		if strings.HasPrefix(one, "tls:") != strings.HasPrefix(c.NATSURLs[0], "tls:") {
			add("nats_url", strings.Join(c.NATSURLs, ", "), errors.New("mixes encrypted and open addresses"), "write all with tls://, or all with nats://")
			return
		}
	}
}
