package org

import "tonggui/internal/platform/id"

// Line returns a department and those above it, itself first: the order in which the values of a
// rule win. An unknown department has no line.
func (s *Service) Line(department id.ID) []id.ID {
	v := s.companyAs.Load()
	line := []id.ID{}
	for d := department; !d.IsZero() && len(line) <= len(v.departments); {
		known, ok := v.departments[d]
		if !ok {
			break
		}
		line = append(line, d)
		d = known.Parent
	}
	return line
}
