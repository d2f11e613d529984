package blob

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"tonggui/internal/platform/apperr"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3Options say which bucket to use.
type S3Options struct {
	Endpoint   string // scheme and host: https://s3.example.com
	Bucket     string // exists already; nobody else puts anything into it
	Region     string
	AccessKey  string
	SecretKey  string
	Addressing string // where the bucket's name goes: "path", "host", or "auto" by what is known of the endpoint
	CAFile     string // PEM of the authorities to trust; empty: the machine's
	SpoolDir   string // for what is on its way; empty: the machine's temporary folder
	// Stall is how long a connection may stand still; 0 means 30 seconds.
	Stall time.Duration
}

// tries is how often a request is sent before the store counts as unreachable; the pauses between
// them are short, so whoever waits gets an answer within seconds.
const tries = 3

// S3 is a Store in a bucket, each blob an object under its key.
type S3 struct {
	core   *minio.Core
	bucket string
	where  string
	spool  string
}

// NewS3 prepares a client. It does not connect: whether the server answers tells Check.
func NewS3(o S3Options) (*S3, error) {
	u, err := url.Parse(o.Endpoint)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("s3_endpoint: %q is not a URL of scheme and host", o.Endpoint)
	}
	roots, err := authorities(o.CAFile)
	if err != nil {
		return nil, fmt.Errorf("s3_ca: %w", err)
	}
	if o.Stall == 0 {
		o.Stall = 30 * time.Second
	}
	lookup := map[string]minio.BucketLookupType{"path": minio.BucketLookupPath, "host": minio.BucketLookupDNS}[o.Addressing]
	core, err := minio.NewCore(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(o.AccessKey, o.SecretKey, ""), Secure: u.Scheme == "https",
		Region: o.Region, BucketLookup: lookup, Transport: transport(roots, o.Stall), MaxRetries: tries,
	})
	if err != nil {
		return nil, fmt.Errorf("s3_endpoint: %w", err)
	}
	return &S3{core: core, bucket: o.Bucket, where: u.Host + "/" + o.Bucket, spool: o.SpoolDir}, nil
}

func authorities(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, fmt.Errorf("%s holds no certificate", file)
	}
	return pool, nil
}

// Put takes the blob in whole and sends it in one request, which an S3 server takes whole or not at
// all; the digests in the request keep it from taking anything else.
func (s *S3) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := check(key, size); err != nil {
		return err
	}
	whole, err := spool(ctx, s.spool, r, size)
	if err != nil {
		return err
	}
	defer whole.close()
	_, err = s.core.PutObject(ctx, s.bucket, key, whole, size, whole.md5, whole.sha256,
		minio.PutObjectOptions{ContentType: "application/octet-stream", DisableContentSha256: true})
	return s.classify(ctx, err)
}

// Open implements Store.
func (s *S3) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	body, _, _, err := s.core.GetObject(ctx, s.bucket, key, minio.GetObjectOptions{})
	if err == nil {
		return &body3{body, s, ctx}, nil
	}
	if minio.ToErrorResponse(err).Code != minio.NoSuchKey {
		return nil, s.classify(ctx, err)
	}
	// Whatever answers in the place of a server that is away says 404 too, and that must not look
	// like a loss.
	if err := s.Check(ctx); err != nil {
		return nil, err
	}
	return nil, ErrNotFound
}

// Delete implements Store.
func (s *S3) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := s.core.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{})
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return nil
	}
	return s.classify(ctx, err)
}

// Check asks whether the bucket is there.
func (s *S3) Check(ctx context.Context) error {
	there, err := s.core.BucketExists(ctx, s.bucket)
	if err == nil && !there {
		err = errors.New("there is no such bucket")
	}
	return s.classify(ctx, err)
}

// Empty tells whether the bucket holds nothing.
func (s *S3) Empty(ctx context.Context) (bool, error) {
	ctx, stop := context.WithCancel(ctx) // ends the listing after its first entry
	defer stop()
	for o := range s.core.Client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{MaxKeys: 1, Recursive: true}) {
		return false, s.classify(ctx, o.Err)
	}
	return true, ctx.Err()
}

// classify gives a client's error the code that people can act on.
func (s *S3) classify(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	answer := minio.ToErrorResponse(err)
	if answer.StatusCode == http.StatusInsufficientStorage || strings.Contains(answer.Code, "QuotaExceeded") || strings.HasSuffix(answer.Code, "StorageFull") {
		return apperr.StorageFull.Because(err)
	}
	return ErrUnavailable.Because(fmt.Errorf("%s: %w", s.where, err))
}

// body3 gives the errors of a body that is being read the codes of the store.
type body3 struct {
	io.ReadCloser
	s   *S3
	ctx context.Context
}

func (b *body3) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = b.s.classify(b.ctx, err)
	}
	return n, err
}
