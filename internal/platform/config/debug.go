package config

import "errors"

// setDebugListen takes an address of this machine only: whoever reaches it sees what the program holds
// in memory.
func setDebugListen(c *Config, v string) error {
	if v == "" {
		return nil
	}
	var as Config
	if err := setListen(&as, v); err != nil {
		return err
	}
	if !Loopback(v) {
		return errors.New("can be reached from other machines")
	}
	c.DebugListen = v
	return nil
}
