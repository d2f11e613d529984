package text

import "strconv"

// settle lists a doubt at a place and tells whether its proposal is to be applied: as a person has
// settled it, or as byDefault says.
func (s *source) settle(code Code, at char, found, proposal string, byDefault bool) bool {
	d := Doubt{ID: doubtID(code, at), Line: at.line, Column: at.col, Code: code, Text: found, Proposal: proposal, Applied: byDefault}
	if set, ok := s.settled[d.ID]; ok {
		d.Decision, d.Applied = set.Decision, set.Decision != Keep
	}
	s.doubts = append(s.doubts, d)
	return d.Applied
}

// words is what a person wrote for a doubt, or what was proposed.
func (s *source) words(code Code, at char, proposal string) string {
	if set := s.settled[doubtID(code, at)]; set.Decision == Change {
		return set.Text
	}
	return proposal
}

func doubtID(code Code, at char) string { return string(code) + "." + strconv.Itoa(at.off) }
