package calendar

import (
	"strings"
	"sync"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// Calendar is a department's calendar with the number of the newest change that was known when it was
// asked for: what a limit was counted by, for whoever records that.
type Calendar struct {
	*workday.Calendar
	Version int64
}

// memory holds the calendars made since the newest change. Whose site has nothing of its own shares the
// calendar of what lies above it, so there are no more of them than sites.
type memory struct {
	mu        sync.Mutex
	mark      string
	sites     map[string]bool
	calendars map[string]*workday.Calendar
}

// For is the calendar of a department as the transaction or snapshot sees it; the zero ID is the
// company's. It is for the rooms that count in working time. What nobody changed is made once.
//
// Errors: apperr.NotFound.
func (s *Service) For(q db.Q, department id.ID) (Calendar, error) {
	now, err := selectHead(q)
	if err != nil {
		return Calendar{}, err
	}
	above, err := path(q, department)
	if err != nil {
		return Calendar{}, err
	}
	c, sites := s.memory.find(now.mark, above)
	if c != nil {
		return Calendar{c, now.version}, nil
	}
	// Asked without the lock: whoever waits for it may hold the connection that this needs.
	if sites == nil {
		if sites, err = selectSites(q); err != nil {
			return Calendar{}, err
		}
	}
	if c, err = made(q, department); err != nil {
		return Calendar{}, err
	}
	s.memory.keep(now.mark, sites, above, c)
	return Calendar{c, now.version}, nil
}

func (m *memory) find(mark string, above []string) (made *workday.Calendar, sites map[string]bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sites == nil || m.mark != mark {
		return nil, nil
	}
	return m.calendars[shared(above, m.sites)], m.sites
}

func (m *memory) keep(mark string, sites map[string]bool, above []string, made *workday.Calendar) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sites == nil || m.mark != mark {
		m.mark, m.sites, m.calendars = mark, sites, map[string]*workday.Calendar{}
	}
	m.calendars[shared(above, m.sites)] = made
}

// shared names what a department's calendar is made of: those above it that settled something.
func shared(above []string, sites map[string]bool) string {
	out := make([]string, 0, len(above))
	for _, at := range above {
		if sites[at] {
			out = append(out, at)
		}
	}
	return strings.Join(out, " ")
}
