package version

import (
	"runtime/debug"
	"testing"
)

func TestBuildIsNamed(t *testing.T) {
	if got := Get(); got.Version == "" || got.Commit == "" || got.Go == "" || got.System == "" {
		t.Errorf("got %+v", got)
	}
}

func TestUncommittedChangesShow(t *testing.T) {
	build := &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"}}}
	var got Info
	if fill(&got, build); got.Version != "v1.2.3" || got.Commit != "abc+changes" {
		t.Errorf("got %+v", got)
	}
	got = Info{Version: "v9", Commit: "def"}
	if fill(&got, build); got.Version != "v9" || got.Commit != "def" {
		t.Errorf("what the linker set was replaced: %+v", got)
	}
}
