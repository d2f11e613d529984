package blob

import (
	"errors"

	"github.com/minio/minio-go/v7"
)

// Why is the code by which an S3 server says what was wrong, "NoSuchBucket" for one; empty where no such
// server has answered.
func Why(err error) string {
	if answer, ok := errors.AsType[minio.ErrorResponse](err); ok {
		return answer.Code
	}
	return ""
}
