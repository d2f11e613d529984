package approvals_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// covers: APV-01
func TestAFileOfAHiddenFieldIsOpenedByThoseWhoSeeTheFieldOnly(t *testing.T) {
	each(t, func(h *house) {
		files := &shelf{owner: h.worker.Account, file: id.New(h.clock.Now())}
		h.Files = func() approvals.Files { return files }
		d := leave()
		d.Fields = append(d.Fields, form.FormField{ID: "proof", Kind: form.Attachment, Label: words("证明")})
		d.Route.Steps[1].Rights = map[string]route.Right{"proof": route.Hidden}
		a := application(h.publishes(d))
		sum := sha256.Sum256(files.file[:])
		a.Values["proof"] = []any{map[string]any{"file_id": files.file.String(), "name": "证明.pdf", "size": 12, "sha256": hex.EncodeToString(sum[:])}}
		one, err := h.Open(h.Context(), h.worker, id.New(h.clock.Now()), a, nil, nil)
		h.must(err)
		h.done(h.foreman, one.ID, "approve")

		asked := h.seen(h.foreman, one.ID).Route[1].People[0].Person.ID
		open := func(account id.ID, part, want bool) {
			may, err := h.MayOpen(h.Context(), account, one.ID, []id.ID{files.file, id.New(h.clock.Now())})
			if err != nil || may[files.file] != want || part != (len(may) == 2) {
				h.Errorf("%v, want %v: %v", may, want, err)
			}
		}
		open(h.worker.Account, true, true)
		open(h.foreman.Account, true, true)
		open(asked, true, false)
		open(id.New(h.clock.Now()), false, false)
	})
}
