package linkpreview

// Preview is what a reader sees of a link.
type Preview struct {
	URL         string `json:"url" doc:"as it was asked for"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Site        string `json:"site" doc:"host that answered, after redirects; international names in their ASCII form"`
}

// Characters, at most.
const (
	titleLength       = 200
	descriptionLength = 300
)
