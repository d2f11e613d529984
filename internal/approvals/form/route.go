package form

import "encoding/json"

// Route is the route of a template.
type Route = json.RawMessage
