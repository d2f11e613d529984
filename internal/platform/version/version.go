// Package version says which build is running.
package version

import (
	"cmp"
	"runtime"
	"runtime/debug"
	"sync"
)

// Set by the linker (make build); a plain `go build` takes what Go records.
var (
	release = ""
	commit  = ""
)

// Info is what is known of a build.
type Info struct {
	Version string `json:"version"`
	Commit  string `json:"commit"` // with "+changes" when the tree had uncommitted ones
	Go      string `json:"go"`
	System  string `json:"system"`
}

// Get tells about the running program.
var Get = sync.OnceValue(func() Info {
	info := Info{Version: release, Commit: commit, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if build, ok := debug.ReadBuildInfo(); ok {
		fill(&info, build)
	}
	info.Version, info.Commit = cmp.Or(info.Version, "development"), cmp.Or(info.Commit, "unknown")
	return info
})

func fill(info *Info, build *debug.BuildInfo) {
	if v := build.Main.Version; v != "(devel)" {
		info.Version = cmp.Or(info.Version, v)
	}
	if info.Commit != "" {
		return
	}
	changed := ""
	for _, s := range build.Settings {
		switch {
		case s.Key == "vcs.revision":
			info.Commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+changes"
		}
	}
	if info.Commit != "" {
		info.Commit += changed
	}
}
