package files

import (
	"context"
	"net/http"
	"strconv"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"

	"github.com/danielgtaylor/huma/v2"
)

// Uploads speak tus 1.0 (https://tus.io/protocols/resumable-upload): the core, and creation,
// termination, expiration, checksum. docs/adr/0016-tus-uploads.md says why it is spoken here.
const (
	tusVersion    = "1.0.0"
	tusExtensions = "creation,termination,expiration,checksum"
	tusMedia      = "application/offset+octet-stream"
	uploadsPath   = "/uploads"
)

func (s *Service) uploadRoutes(api *httpapi.Server) {
	const one = uploadsPath + "/{id}"
	none := []*apperr.Def{apperr.NotFound, ErrProtocol}
	verdict := append([]*apperr.Def{apperr.NotFound}, verdicts...)
	httpapi.Handle(api, httpapi.Op{ID: "tus_options", Method: http.MethodOptions, Path: uploadsPath, Tag: "uploads", First: greet,
		Summary: "Which parts of tus 1.0 uploads understand", Action: authz.FileUpload, Status: http.StatusNoContent}, s.tusOptions)
	httpapi.Handle(api, httpapi.Op{ID: "create_upload", Method: http.MethodPost, Path: uploadsPath, Tag: "uploads", First: sameProtocol,
		Summary: "Begin an upload (tus); Upload-Metadata has filename, filetype, purpose (message, voice, library) and perhaps sha256",
		Action:  authz.FileUpload, Status: http.StatusCreated, Rate: httpapi.Sending,
		Errors: []*apperr.Def{ErrProtocol, ErrNameInvalid, ErrEmpty, ErrTooLarge, ErrTooLargeFor, ErrTooMany}}, s.createUpload)
	httpapi.Handle(api, httpapi.Op{ID: "upload_state", Method: http.MethodHead, Path: one, Tag: "uploads", First: sameProtocol,
		Summary: "How far my upload has come (tus)", Action: authz.UploadOwn, Status: http.StatusOK, Errors: none}, s.uploadState)
	httpapi.Handle(api, httpapi.Op{ID: "append_upload", Method: http.MethodPatch, Path: one, Tag: "uploads", First: sameProtocol, Media: tusMedia,
		Summary: "Add a piece to my upload (tus); the piece that completes it has the file checked", Action: authz.UploadOwn,
		Status: http.StatusNoContent, Errors: append(verdict, ErrProtocol, apperr.Unsupported, ErrOffset, ErrBeyond, ErrChecksum,
			ErrInterrupted, ErrTooManyPieces, apperr.StorageFull)}, s.appendUpload)
	httpapi.Handle(api, httpapi.Op{ID: "cancel_upload", Method: http.MethodDelete, Path: one, Tag: "uploads", First: sameProtocol,
		Summary: "Give my upload up (tus); a file that was sent already stays", Action: authz.UploadOwn, Status: http.StatusNoContent,
		Errors: none}, s.cancelUpload)
	httpapi.Handle(api, httpapi.Op{ID: "get_upload_result", Method: http.MethodGet, Path: one + "/file", Tag: "uploads",
		Summary: "The file that my upload has become, or why it was refused; 404 while bytes are missing", Action: authz.UploadOwn,
		Errors: verdict}, s.uploadResult)
}

// greet marks every answer as one of tus, also a refusal.
func greet(ctx huma.Context) error {
	ctx.SetHeader("Tus-Resumable", tusVersion)
	return nil
}

// sameProtocol refuses other versions before anything of the request is looked at.
func sameProtocol(ctx huma.Context) error {
	if ctx.Header("Tus-Resumable") != tusVersion {
		ctx.SetHeader("Tus-Version", tusVersion)
		_ = greet(ctx)
		return ErrProtocol.New("version", tusVersion)
	}
	return greet(ctx)
}

type tusOptions struct {
	Version   string `header:"Tus-Version"`
	Extension string `header:"Tus-Extension"`
	MaxSize   int64  `header:"Tus-Max-Size"`
	Checksums string `header:"Tus-Checksum-Algorithm"`
}

func (s *Service) tusOptions(context.Context, authz.Principal, *struct{}) (*tusOptions, error) {
	return &tusOptions{tusVersion, tusExtensions, s.MaxUpload, checksumNames}, nil
}

type created struct {
	Location string `header:"Location"`
	Offset   int64  `header:"Upload-Offset"`
	Expires  string `header:"Upload-Expires"`
}

func (s *Service) createUpload(ctx context.Context, who authz.Principal, in *struct {
	Length   string `header:"Upload-Length" doc:"in bytes"`
	Metadata string `header:"Upload-Metadata" maxLength:"4096"`
}) (*created, error) {
	length, err := strconv.ParseInt(in.Length, 10, 64)
	if err != nil || length < 0 {
		return nil, apperr.Invalid.At("header.Upload-Length", "wrong_form")
	}
	n, err := parseMetadata(in.Metadata)
	if err != nil {
		return nil, err
	}
	n.Length = length
	u, err := s.CreateUpload(ctx, who, n)
	if err != nil {
		return nil, err
	}
	return &created{"/api/v1" + uploadsPath + "/" + u.ID.String(), 0, httpTime(u.ExpiresAt)}, nil
}

func httpTime(at clock.Instant) string { return at.Time().Format(http.TimeFormat) }

// OfUpload is the part of a path that names an upload.
type OfUpload struct {
	ID id.ID `path:"id"`
}

type progress struct {
	Offset   int64  `header:"Upload-Offset"`
	Length   int64  `header:"Upload-Length"`
	Metadata string `header:"Upload-Metadata"`
	Expires  string `header:"Upload-Expires"`
}

func (s *Service) uploadState(ctx context.Context, who authz.Principal, in *OfUpload) (*progress, error) {
	u, err := s.Upload(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	return &progress{u.Received, u.Length, u.Metadata, httpTime(u.ExpiresAt)}, nil
}

type appended struct {
	Offset  int64  `header:"Upload-Offset"`
	Expires string `header:"Upload-Expires"`
}

func (s *Service) appendUpload(ctx context.Context, who authz.Principal, in *struct {
	OfUpload
	httpapi.Stream
	Type     string `header:"Content-Type"`
	Offset   string `header:"Upload-Offset" doc:"where the piece begins"`
	Checksum string `header:"Upload-Checksum" maxLength:"200" doc:"sha256 or sha1, a space, the sum in Base64"`
}) (*appended, error) {
	if in.Type != tusMedia {
		return nil, apperr.Unsupported.New()
	}
	offset, err := strconv.ParseInt(in.Offset, 10, 64)
	if err != nil || offset < 0 {
		return nil, apperr.Invalid.At("header.Upload-Offset", "wrong_form")
	}
	sum, err := parseChecksum(in.Checksum)
	if err != nil {
		return nil, err
	}
	body, done := in.Body()
	defer done()
	u, err := s.Append(ctx, who, in.ID, Piece{Offset: offset, Length: in.Length(), Body: body, Checksum: sum})
	if err != nil {
		if apperr.Has(err, ErrOffset) {
			in.SetHeader("Upload-Offset", strconv.FormatInt(u.Received, 10))
		}
		return nil, err
	}
	return &appended{u.Received, httpTime(u.ExpiresAt)}, nil
}

func (s *Service) cancelUpload(ctx context.Context, who authz.Principal, in *OfUpload) (*httpapi.None, error) {
	return httpapi.Done(s.CancelUpload(ctx, who, in.ID))
}

func (s *Service) uploadResult(ctx context.Context, who authz.Principal, in *OfUpload) (*httpapi.Body[FileRef], error) {
	return httpapi.OK(s.Result(ctx, who, in.ID))
}
