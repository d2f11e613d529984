package demo

import (
	"context"
	"slices"
	"time"
)

// waves are when people find the time to read the regulation.
var waves = []struct {
	day int
	at  time.Duration
}{
	{1, 10*time.Hour + 25*time.Minute},
	{2, 13*time.Hour + 5*time.Minute},
	{3, 9*time.Hour + 5*time.Minute},
	{4, 11*time.Hour + 50*time.Minute},
	{5, 16*time.Hour + 50*time.Minute},
}

// unsigned have not acknowledged it: those of opened began to read.
var (
	unsigned = []string{"许听澜", "贺云帆", "裴舟", "樊一鸣", "尹小满", "常乐天", "岳小楼", "孟水生", "向北", "鲁大川"}
	opened   = []string{"尹小满", "贺云帆"}
)

const (
	beat   = 15 * time.Second // as often as clients tell that the text is before somebody
	fewest = 2                // of whoever reads fastest
	varied = 3
)

// signers are those of a wave, each with how many signs they give while they read.
func (o *office) signers(wave int) map[string]int {
	out := map[string]int{}
	for i, name := range o.order {
		if i%len(waves) == wave && !slices.Contains(unsigned, name) {
			out[name] = fewest + i%varied
		}
	}
	if wave == len(waves)-1 {
		for _, name := range opened {
			out[name] = 0
		}
	}
	return out
}

// sign has the people of a wave read and acknowledge. Those who do the same at the same time do it at once:
// on SQLite they share a commit.
func (o *office) sign(ctx context.Context, wave int) error {
	signs, start := o.signers(wave), o.clock.Now()
	for n := range fewest + varied {
		o.clock.moveTo(start.Add(time.Duration(n) * beat))
		var reading []string
		for name, last := range signs {
			if n <= last {
				reading = append(reading, name)
			}
		}
		if err := atOnce(reading, func(name string) error { return o.read(ctx, name, n > 0 && n == signs[name]) }); err != nil {
			return err
		}
	}
	return nil
}

// read is somebody who has the text before them, or is through with it.
func (o *office) read(ctx context.Context, name string, through bool) error {
	who, err := o.enter(ctx, name)
	if err != nil {
		return err
	}
	if through {
		_, err = o.Signing.Acknowledge(ctx, who, o.regulation, o.version, o.hash)
	} else {
		_, err = o.Signing.Reading(ctx, who, o.regulation, o.version)
	}
	return err
}
