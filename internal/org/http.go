package org

import (
	"tonggui/internal/platform/httpapi"
)

// Routes adds this room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	s.sessionRoutes(h)
	s.setupRoutes(h)
	s.directoryRoutes(h)
	s.presenceRoutes(h)
	s.peopleRoutes(h)
	s.importRoutes(h)
}
