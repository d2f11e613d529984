package archtest

import (
	"fmt"
	"slices"
	"strings"
)

// order is the direction of imports: each may import what stands before it.
// cli knows the platform only, app fills it in, cmd joins the two.
var order = []string{
	"platform", "event", "audit", "rulebook", "org", "approvals", "retention", "comments", "files", "messaging",
	"FEATURES", "cli", "demo", "app", "cmd",
}

// features never import each other.
var features = []string{
	"linkpreview", "publishing", "docs", "tasks", "meetings", "mailbox", "service", "emergency", "integrations",
	"governance/acknowledgement", "governance/supervision", "governance/complaints", "governance/assessment",
	"governance/training", "governance/software", "governance/security",
}

// platformOnly see nothing but the platform, whatever their place in the order.
var platformOnly = []string{"cli", "backup"}

// room gives the room that a folder belongs to: internal/org/password is org.
func room(dir string) string {
	switch {
	case dir == "catalogue":
		return "platform" // words, without logic
	case dir == "web" || strings.HasPrefix(dir, "web/"):
		return "web"
	case strings.HasPrefix(dir, "cmd/"):
		return "cmd"
	}
	rest, ok := strings.CutPrefix(dir, "internal/")
	if !ok {
		return ""
	}
	name, below, _ := strings.Cut(rest, "/")
	if name == "governance" {
		below, _, _ = strings.Cut(below, "/")
		name += "/" + below
	}
	return name
}

func rank(room string) int {
	switch {
	case slices.Contains(features, room), room == "backup", room == "web":
		room = "FEATURES"
	}
	return slices.Index(order, room)
}

// mayImport says why a room may not import another, or "".
func mayImport(from, to string) string {
	switch {
	case from == to:
		return ""
	case rank(from) < 0 || rank(to) < 0:
		return "a room that is not in the table of archtest has no place in the order yet"
	case from == "platform":
		return "the platform knows no rooms: it must stay usable by all of them"
	case slices.Contains(platformOnly, from) && to != "platform":
		return from + " sees only the platform; what it needs beyond is handed in by app"
	case slices.Contains(features, from) && slices.Contains(features, to):
		return "feature rooms never import each other: declare a small interface and let app hand the other one in"
	case to == "web" && from != "app":
		return "only app serves the web client"
	case rank(to) >= rank(from):
		return "imports run one way (" + strings.Join(order, " < ") + "): declare a small interface and let app hand the other one in"
	}
	return ""
}

func importDirection(files []*source) (out []violation) {
	for _, f := range files {
		from := room(f.dir)
		if f.test() || from == "" || from == "archtest" || from == "testkit" {
			continue
		}
		for _, spec := range f.tree.Imports {
			p := strings.Trim(spec.Path.Value, `"`)
			dir, ours := strings.CutPrefix(p, module)
			if !ours {
				continue
			}
			if testOnly(dir) {
				out = append(out, violation{f.at(spec), "imports " + dir + ", which is for tests only"})
			} else if why := mayImport(from, room(dir)); why != "" {
				out = append(out, violation{f.at(spec), fmt.Sprintf("%s imports %s: %s", from, dir, why)})
			}
		}
	}
	return out
}
