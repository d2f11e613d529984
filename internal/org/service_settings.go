package org

import (
	"context"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
)

// SettingsChange names what to change; nil leaves as it is.
type SettingsChange struct {
	Language             *string `json:"language,omitempty" enum:"zh-CN,en"`
	Theme                *string `json:"theme,omitempty" enum:"system,light,dark"`
	Zone                 *string `json:"zone,omitempty" maxLength:"64" doc:"IANA time zone, for example Asia/Shanghai"`
	EnterSends           *bool   `json:"enter_sends,omitempty"`
	DesktopNotifications *bool   `json:"desktop_notifications,omitempty"`
}

// UpdateSettings changes the principal's own settings and tells the person's other devices.
func (s *Service) UpdateSettings(ctx context.Context, who authz.Principal, change SettingsChange) (Settings, error) {
	if z := change.Zone; z != nil && !knownZone(*z) {
		return Settings{}, apperr.Invalid.At("body.zone", "not_a_choice")
	}
	var v Settings
	err := s.write(ctx, func(tx *db.Tx) (err error) {
		if v, err = settingsOf(tx, who.Account, languageOr(who.Language)); err != nil {
			return err
		}
		before := v
		set(&v.Language, change.Language)
		set(&v.Theme, change.Theme)
		set(&v.Zone, change.Zone)
		set(&v.EnterSends, change.EnterSends)
		set(&v.DesktopNotifications, change.DesktopNotifications)
		if v == before {
			return nil
		}
		if err := putSettings(tx, who.Account, v); err != nil {
			return err
		}
		tx.AfterCommit(func() { s.cache.dropAccounts(who.Account) }) // the language is part of the principal
		return tx.Say(event.SettingsChanged{Account: who.Account})
	})
	return v, err
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// knownZone tells whether a zone exists. "Local" would mean the server's, which is nobody's.
func knownZone(zone string) bool {
	if zone == "" || zone == "Local" {
		return false
	}
	_, err := time.LoadLocation(zone)
	return err == nil
}
