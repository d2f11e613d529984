package app

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
)

func TestTheGuidesExplainExactlyTheChecksOfDoctor(t *testing.T) {
	c := &config.Loaded{Config: config.Config{DatabaseURL: config.NewSecret("postgres://a@b/c")}}
	made := []string{"configuration"} // cli's own
	for _, check := range append(doctor.Machine(c, clock.NewSystem()), checks(&c.Config)...) {
		made = append(made, check.Name)
	}
	slices.Sort(made)
	for file, heading := range map[string]string{"admin.zh-CN.md": "### doctor 检查什么", "admin.en.md": "### What doctor finds"} {
		text, err := os.ReadFile("../../docs/guide/" + file)
		if err != nil {
			t.Fatal(err)
		}
		_, table, _ := strings.Cut(string(text), heading)
		table, _, _ = strings.Cut(table, "\n### ")
		explained := []string{}
		for _, row := range regexp.MustCompile("(?m)^\\| ((?:`\\w+` ?)+)\\|").FindAllStringSubmatch(table, -1) {
			explained = append(explained, strings.Fields(strings.ReplaceAll(row[1], "`", ""))...)
		}
		slices.Sort(explained)
		if explained = slices.Compact(explained); !slices.Equal(explained, made) {
			t.Errorf("%s explains %v\nthere are %v", file, explained, made)
		}
	}
}
