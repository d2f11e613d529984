package approvals

import (
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// strokeOf takes the picture of a signature by hand.
func (s *Service) strokeOf(tx *db.Tx, who authz.Principal, approval, file id.ID) (*stroke, error) {
	unknown := apperr.Invalid.At("body.stroke_file_id", "unknown")
	if s.Files == nil {
		return nil, unknown
	}
	may, err := s.Files().May(tx, who.Account, file)
	if err != nil {
		return nil, err
	}
	if !may {
		return nil, unknown
	}
	hash, err := s.Files().SHA256(tx, file)
	if err != nil {
		return nil, err
	}
	return &stroke{file, hash}, s.Files().Hold(tx, approval, []id.ID{file})
}

// hold keeps the files that values name for as long as the approval is kept.
func (s *Service) hold(tx *db.Tx, approval id.ID, e edition, values form.Values) error {
	files := []id.ID{}
	for _, r := range e.form.References(values).Files {
		if one, err := id.Parse(r.ID); err == nil {
			files = append(files, one)
		}
	}
	if len(files) == 0 || s.Files == nil {
		return nil
	}
	return s.Files().Hold(tx, approval, files)
}
