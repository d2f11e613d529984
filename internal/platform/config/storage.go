package config

import (
	"errors"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Settings of where files are kept and served.

func setFilesOrigin(c *Config, v string) error {
	if v == "" {
		return nil
	}
	var as Config
	if err := setPublicURL(&as, v); err != nil {
		return err
	}
	c.FilesOrigin = as.Origin()
	return nil
}

var byteSize = regexp.MustCompile(`^([1-9][0-9]{0,6}) ?(MB|GB)$`)

func setMaxUpload(c *Config, v string) error {
	parts := byteSize.FindStringSubmatch(v)
	if parts == nil {
		return errors.New("is no size")
	}
	n, _ := strconv.ParseInt(parts[1], 10, 64) // seven digits
	c.MaxUpload = n << 20
	if parts[2] == "GB" {
		c.MaxUpload = n << 30
	}
	return nil
}

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

func setAuditBucket(c *Config, v string) error {
	if v != "" && !bucketName.MatchString(v) {
		return errors.New("is no bucket's name")
	}
	c.AuditBucket = v
	return nil
}

func setS3Addressing(c *Config, v string) error {
	if v != "auto" && v != "path" && v != "host" {
		return errors.New("is no way of addressing")
	}
	c.S3Addressing = v
	return nil
}

// checkOrigins finds what keeps two origins from being two.
func checkOrigins(c *Config, add func(key, value string, what error, do string)) {
	switch {
	case c.FilesOrigin == "":
	case c.PublicURL == nil:
		add("files_origin", c.FilesOrigin, errors.New("needs public_url, to be told apart from it"), "set public_url too, or leave files_origin empty")
	case c.FilesOrigin == c.Origin():
		add("files_origin", c.FilesOrigin, errors.New("is the same as public_url"), "give files a host name of their own, or leave it empty")
	case strings.HasPrefix(c.Origin(), "https:") && !strings.HasPrefix(c.FilesOrigin, "https:"):
		add("files_origin", c.FilesOrigin, errors.New("says http while public_url says https"), "write https://")
	}
}

// checkStore finds what blob_store = s3 and audit_checkpoint_bucket lack.
func checkStore(c *Config, add func(key, value string, what error, do string)) {
	if c.AuditBucket != "" && c.AuditBucket == c.S3Bucket && c.BlobStore == "s3" {
		add("audit_checkpoint_bucket", c.AuditBucket, errors.New("is the bucket of the files"), "give checkpoints a bucket of their own")
	}
	for _, needed := range []struct {
		key   string
		empty bool
	}{{"s3_endpoint", c.S3Endpoint == ""}, {"s3_bucket", c.S3Bucket == ""}, {"s3_access_key", c.S3AccessKey == ""}, {"s3_secret_key", c.S3SecretKey.Empty()}} {
		switch {
		case !needed.empty:
		case c.BlobStore == "s3":
			add(needed.key, "", errors.New("is needed for blob_store = s3"), "set it, or choose blob_store = disk")
		case c.AuditBucket != "" && needed.key != "s3_bucket":
			add(needed.key, "", errors.New("is needed for audit_checkpoint_bucket"), "set it, or leave audit_checkpoint_bucket empty")
		}
	}
}
