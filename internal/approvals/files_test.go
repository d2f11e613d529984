package approvals_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// shelf has one file, which is the owner's.
type shelf struct {
	owner, file id.ID
	held        int
	taken       []id.ID // out of the library
	plain       bool    // it is no signature by hand
}

func (s *shelf) May(_ db.Q, account, file id.ID) (bool, error) {
	return account == s.owner && file == s.file, nil
}
func (s *shelf) Stroke(db.Q, id.ID) (bool, error)  { return !s.plain, nil }
func (s *shelf) Hold(*db.Tx, id.ID, []id.ID) error { s.held++; return nil }
func (s *shelf) Unshelve(_ *db.Tx, account id.ID, files []id.ID) error {
	if account == s.owner {
		s.taken = append(s.taken, files...)
	}
	return nil
}
func (s *shelf) SHA256(_ db.Q, file id.ID) ([32]byte, error) {
	return sha256.Sum256(file[:]), nil
}
func (s *shelf) Picture(context.Context, id.ID, int64) ([]byte, error) {
	return nil, apperr.NotFound.New()
}

// covers: APV-03
func TestAFileIsTakenWithItsOwnHashOnly(t *testing.T) {
	each(t, func(h *house) {
		files := &shelf{owner: h.worker.Account, file: id.New(h.clock.Now())}
		h.Files = func() approvals.Files { return files }
		d := leave()
		d.Fields = append(d.Fields, form.FormField{ID: "proof", Kind: form.Attachment, Label: words("证明")})
		d.Route.Steps[0].Rights = map[string]route.Right{"proof": route.Write}
		template := h.publishes(d)

		own := sha256.Sum256(files.file[:])
		attached := func(file id.ID, hash [32]byte) []any {
			return []any{map[string]any{"file_id": file.String(), "name": "证明.pdf", "size": 12, "sha256": hex.EncodeToString(hash[:])}}
		}
		with := func(proof []any) approvals.Application {
			a := application(template)
			a.Values["proof"] = proof
			return a
		}
		other := id.New(h.clock.Now())
		for code, proof := range map[string][]any{"file_differs": attached(files.file, sha256.Sum256(nil)), "unknown": attached(other, sha256.Sum256(other[:]))} {
			h.refused(approvals.ErrValues, func() error {
				_, err := h.Open(h.Context(), h.worker, id.New(h.clock.Now()), with(proof), nil, nil)
				if f := apperr.From(err).Fields; len(f) != 1 || f[0].Name != "body.values.proof[0]" || f[0].Code != code {
					h.Errorf("%s: %+v", code, f)
				}
				return err
			})
		}
		if files.held != 0 {
			h.Error("what was refused is held")
		}
		a, err := h.Open(h.Context(), h.worker, id.New(h.clock.Now()), with(attached(files.file, own)), nil, nil)
		h.must(err)

		// Whoever may write the field cannot put another hash beside the same file.
		h.refused(approvals.ErrValues, func() error {
			_, err := h.does(h.foreman, a.ID, "approve", func(act *approvals.Act) { act.Values = form.Values{"proof": attached(files.file, sha256.Sum256(nil))} })
			return err
		})
	})
}

func TestASignatureByHandIsNotLeftInTheLibrary(t *testing.T) {
	each(t, func(h *house) {
		files := &shelf{owner: h.worker.Account, file: id.New(h.clock.Now())}
		h.Files = func() approvals.Files { return files }
		d := leave()
		d.Fields = append(d.Fields, form.FormField{ID: "sign", Kind: form.Signature, Label: words("签名")}, form.FormField{ID: "proof", Kind: form.Attachment, Label: words("证明")})
		sum := sha256.Sum256(files.file[:])
		application := application(h.publishes(d))
		application.Values["proof"] = []any{map[string]any{"file_id": files.file.String(), "name": "证明.pdf", "size": 12, "sha256": hex.EncodeToString(sum[:])}}
		open := func() approvals.Approval {
			a, err := h.Open(h.Context(), h.worker, id.New(h.clock.Now()), application, nil, nil)
			h.must(err)
			return a
		}
		open()
		if len(files.taken) != 0 {
			h.Error("an attachment is taken out of the library")
		}
		application.Values["sign"] = map[string]any{"file_id": files.file.String(), "png_sha256": hex.EncodeToString(sum[:])}
		a := open()
		files.owner = h.foreman.Account
		h.done(h.foreman, a.ID, "approve", func(act *approvals.Act) { act.Stroke = &files.file })
		if !slices.Equal(files.taken, []id.ID{files.file, files.file}) {
			h.Errorf("taken out: %v", files.taken)
		}
	})
}

// covers: APV-03
func TestOnlyTheStrokesOfAHandAreTakenForASignatureByHand(t *testing.T) {
	each(t, func(h *house) {
		files := &shelf{owner: h.foreman.Account, file: id.New(h.clock.Now()), plain: true}
		h.Files = func() approvals.Files { return files }
		d := leave()
		d.Fields = append(d.Fields, form.FormField{ID: "sign", Kind: form.Signature, Label: words("签名")})
		d.Route.Steps[0].Stroke = true
		v := h.publishes(d)
		a := h.applies(v)
		field := func(err error, def *apperr.Def, name string) {
			h.Helper()
			if f := apperr.From(err).Fields; !apperr.Has(err, def) || len(f) != 1 || f[0].Name != name || f[0].Code != "not_a_stroke" {
				h.Errorf("%v: %+v", err, f)
			}
		}
		task := h.seen(h.foreman, a.ID).Mine.Tasks[0].ID
		h.refused(approvals.ErrStroke, func() error {
			_, err := h.Do(t.Context(), h.foreman, a.ID, approvals.Act{Kind: "approve", Task: &task, Version: a.Version, Stroke: &files.file}, approvals.Confirm{})
			field(err, approvals.ErrStroke, "body.stroke_file_id")
			return err
		})

		files.owner = h.worker.Account
		sum := sha256.Sum256(files.file[:])
		signed := application(v)
		signed.Values["sign"] = map[string]any{"file_id": files.file.String(), "png_sha256": hex.EncodeToString(sum[:])}
		h.refused(approvals.ErrValues, func() error {
			_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), signed, nil, nil)
			field(err, approvals.ErrValues, "body.values.sign")
			return err
		})
		if files.held != 0 || len(files.taken) != 0 {
			h.Error("what was refused is held")
		}
	})
}
