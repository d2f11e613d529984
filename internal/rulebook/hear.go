package rulebook

import (
	"context"

	"tonggui/internal/event"
	"tonggui/internal/platform/db"
)

// Hear reloads the values when any node has set one.
func (b *Book) Hear(ctx context.Context, f db.Fact) error {
	if f.Kind != (event.RuleChanged{}).Kind() {
		return nil
	}
	return b.Reload(ctx)
}
