package realtime_test

import (
	"slices"
	"testing"

	"tonggui/internal/platform/realtime"
)

func TestARushIsOverOnceAfterItHasBeenQuiet(t *testing.T) {
	for name, one := range map[string]struct {
		came []int64
		want []int
	}{
		"a rush":             {[]int64{2000, 2000, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, []int{6}},
		"two rushes":         {[]int64{1000, 0, 0, 0, 0, 0, 1000, 0, 0, 0, 0, 0}, []int{5, 11}},
		"it goes on":         {[]int64{1000, 0, 0, 500, 0, 0, 500, 0, 0}, nil},
		"an ordinary minute": {slices.Repeat([]int64{5}, 60), nil},
	} {
		if got := realtime.Rushes(one.came...); !slices.Equal(got, one.want) {
			t.Errorf("%s: over in seconds %v, want %v", name, got, one.want)
		}
	}
}
