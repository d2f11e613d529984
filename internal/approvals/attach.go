package approvals

import (
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// strokeOf takes the picture of a signature by hand.
func (s *Service) strokeOf(q db.Q, who authz.Principal, file id.ID) (*stroke, error) {
	unknown := apperr.Invalid.At("body.stroke_file_id", "unknown")
	if s.Files == nil {
		return nil, unknown
	}
	may, err := s.Files().May(q, who.Account, file)
	if err != nil {
		return nil, err
	}
	if !may {
		return nil, unknown
	}
	hash, err := s.Files().SHA256(q, file)
	return &stroke{file, hash}, err
}

// hold keeps the files that a move brings for as long as the approval is kept.
func (s *Service) hold(tx *db.Tx, approval id.ID, e edition, m move) error {
	files := []id.ID{}
	if m.stroke != nil {
		files = append(files, m.stroke.file)
	}
	if m.values != nil {
		for _, r := range e.form.References(m.values).Files {
			if one, err := id.Parse(r.ID); err == nil {
				files = append(files, one)
			}
		}
	}
	if len(files) == 0 || s.Files == nil {
		return nil
	}
	return s.Files().Hold(tx, approval, files)
}
