package config

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
)

// Settings of where files are kept.

func setBlobStore(c *Config, v string) error {
	if v != "disk" && v != "s3" {
		return errors.New("is not a store")
	}
	c.BlobStore = v
	return nil
}

func setS3Endpoint(c *Config, v string) error {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return errors.New("does not start with http:// or https:// and a host")
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return errors.New("has more than scheme and host")
	}
	c.S3Endpoint = u.Scheme + "://" + u.Host
	return nil
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

func setS3Bucket(c *Config, v string) error {
	if v != "" && !bucketName.MatchString(v) {
		return errors.New("is no bucket's name")
	}
	c.S3Bucket = v
	return nil
}

func setS3Addressing(c *Config, v string) error {
	if v != "auto" && v != "path" && v != "host" {
		return errors.New("is no way of addressing")
	}
	c.S3Addressing = v
	return nil
}

// checkStore finds what blob_store = s3 lacks.
func checkStore(c *Config, add func(key, value string, what error, do string)) {
	if c.BlobStore != "s3" {
		return
	}
	for _, needed := range []struct {
		key   string
		empty bool
	}{{"s3_endpoint", c.S3Endpoint == ""}, {"s3_bucket", c.S3Bucket == ""}, {"s3_access_key", c.S3AccessKey == ""}, {"s3_secret_key", c.S3SecretKey.Empty()}} {
		if needed.empty {
			add(needed.key, "", errors.New("is needed for blob_store = s3"), "set it, or choose blob_store = disk")
		}
	}
}
