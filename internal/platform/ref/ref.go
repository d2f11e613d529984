// Package ref holds the short forms in which rooms show each other's objects to clients.
package ref

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Person is a colleague in one line.
type Person struct {
	ID             id.ID    `json:"id"`
	Number         string   `json:"number" doc:"employee number"`
	Name           string   `json:"name"`
	DepartmentID   *id.ID   `json:"department_id" nullable:"true"`
	DepartmentName string   `json:"department_name"`
	Post           string   `json:"post"`
	AvatarHue      int      `json:"avatar_hue" minimum:"0" maximum:"7"`
	Status         string   `json:"status" enum:"active,frozen,left"`
	Presence       Presence `json:"presence"`
}

// Presence is whether a person can be reached now.
type Presence struct {
	State string         `json:"state" enum:"online,away,busy,dnd,meeting,leave,offline"`
	Note  string         `json:"note" doc:"in the person's own words; empty for none"`
	Until *clock.Instant `json:"until_at" nullable:"true" doc:"when a state that was set by hand ends"`
	Since clock.Instant  `json:"since_at" doc:"since when the state holds; 0 where unknown"`
}

// Named is an object that clients show by its name.
type Named struct {
	ID   id.ID  `json:"id"`
	Name string `json:"name"`
}
