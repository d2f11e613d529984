package approvals

import (
	"fmt"

	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// notAStroke is the code of a field that names a file which is no signature by hand.
const notAStroke = "not_a_stroke"

// strokeOf takes the picture of a signature by hand.
//
// Errors: apperr.Invalid where the file is not there or is somebody else's, ErrStroke.
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
	drawn, err := s.Files().Stroke(q, file)
	if err != nil {
		return nil, err
	}
	if !drawn {
		return nil, ErrStroke.At("body.stroke_file_id", notAStroke)
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
	if err := s.Files().Hold(tx, approval, files); err != nil {
		return err
	}
	return s.Files().Unshelve(tx, m.who.Account, byHand(e, m))
}

// byHand are the pictures of signatures that a move brings. They are no files that somebody wants to find again.
func byHand(e edition, m move) []id.ID {
	out := []id.ID{}
	if m.stroke != nil {
		out = append(out, m.stroke.file)
	}
	for _, f := range e.definition.Fields {
		if v, ok := m.values[f.ID].(map[string]any); ok && f.Kind == form.Signature {
			if one, err := id.Parse(fmt.Sprint(v["file_id"])); err == nil {
				out = append(out, one)
			}
		}
	}
	return out
}
