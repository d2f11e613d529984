package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
)

// run calls a command on an empty data folder.
func run(t *testing.T, app App, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e strings.Builder
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	code = Main(t.Context(), args, Streams{Out: &o, Err: &e, Env: []string{"TONGGUI_DATA=" + dir, "LANG=zh_CN.UTF-8"}}, app)
	return code, o.String(), e.String()
}

func TestWrongUseEndsWithTwoAndSaysWhatThereIs(t *testing.T) {
	for _, args := range [][]string{{}, {"srve"}, {"serve", "--no-such-flag"}, {"serve", "extra"}, {"import"}, {"import", "roster"}, {"serve", "--listen", "nowhere"}, {"serve", "--listen", ":80"}} {
		code, out, errOut := run(t, App{}, args...)
		if code != exitUsage || out != "" || errOut == "" {
			t.Errorf("%v: code %d, out %q, err %q", args, code, out, errOut)
		}
	}
}

func TestHelpNamesEveryCommandAndEndsWithZero(t *testing.T) {
	code, out, _ := run(t, App{}, "--help")
	for _, c := range commands {
		if code != exitOK || !strings.Contains(out, c.name) {
			t.Errorf("%s is missing, code %d", c.name, code)
		}
		for _, args := range [][]string{append(strings.Fields(c.name), "--help"), append([]string{"help"}, strings.Fields(c.name)...)} {
			code, _, errOut := run(t, App{}, args...)
			if code != exitOK || !strings.Contains(errOut, "--data DIR") || c.reports != strings.Contains(errOut, "--json") {
				t.Errorf("%v: code %d, %q", args, code, errOut)
			}
		}
	}
}

func TestServeGetsItsConfigurationAndItsErrorEndsWithOne(t *testing.T) {
	var listen string
	app := App{Serve: func(_ context.Context, c *config.Config, _ *slog.Logger) error {
		listen = c.Listen
		return errors.New("the port is taken")
	}}
	code, _, errOut := run(t, app, "serve", "--listen", "127.0.0.1:1")
	if code != exitFailed || listen != "127.0.0.1:1" || !strings.Contains(errOut, "the port is taken") {
		t.Errorf("code %d, listen %q, %q", code, listen, errOut)
	}
}

func TestCommandThatWasNotHandedInFailsPlainly(t *testing.T) {
	for _, args := range [][]string{{"serve"}, {"demo"}, {"setup"}, {"migrate"}, {"openapi"}, {"keys", "rotate"}, {"import", "roster", "f"}} {
		if code, _, errOut := run(t, App{}, args...); code != exitFailed || !strings.Contains(errOut, "built without") {
			t.Errorf("%v: code %d, %q", args, code, errOut)
		}
	}
}

func importer(o *ImportOptions, r ImportReport) App {
	return App{ImportRoster: func(_ context.Context, _ *config.Config, _ *slog.Logger, got ImportOptions) (ImportReport, error) {
		*o = got
		return r, nil
	}}
}

func TestImportReportsAsJSONAndFlagsMayFollowTheFile(t *testing.T) {
	var o ImportOptions
	r := ImportReport{Rows: 3, Create: 1, Same: 1, Faults: []ImportFault{{Line: 3, Column: "工号", Code: "roster.number_duplicate", Value: "<b>", Params: map[string]any{"first_line": 2}}}}
	code, out, _ := run(t, importer(&o, r), "import", "roster", "f.csv", "--rehearse", "--json")
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitOK || !o.Rehearse || o.File != "f.csv" {
		t.Fatalf("code %d, %+v, %v in %s", code, o, err, out)
	}
	for _, key := range []string{"rows", "create", "change", "leave", "same", "faults", "warnings"} {
		if _, ok := got[key]; !ok {
			t.Errorf("%s is missing in %s", key, out)
		}
	}
}

func TestImportExplainsFaultsInTheTerminalsLanguage(t *testing.T) {
	var o ImportOptions
	r := ImportReport{Faults: []ImportFault{{Line: 3, Column: "工号", Code: "roster.number_duplicate", Value: "\x1b[31m", Params: map[string]any{"first_line": 2}}}}
	_, out, _ := run(t, importer(&o, r), "import", "roster", "--", "-odd-name.csv")
	if !strings.Contains(out, "与第 2 行重复") || strings.Contains(out, "\x1b") || o.File != "-odd-name.csv" {
		t.Errorf("got %q, %+v", out, o)
	}
}

func TestImportSaysTheReasonOfAFaultAlone(t *testing.T) {
	var o ImportOptions
	for reason, want := range map[string]string{"markup": "网页标记", "formula": "公式", "too_long": "最多 60 个字符", "new_reason": "姓名"} {
		r := ImportReport{Faults: []ImportFault{{Line: 3, Column: "姓名", Code: "roster.name_invalid", Params: map[string]any{"reason": reason, "max": 60}}}}
		_, out, _ := run(t, importer(&o, r), "import", "roster", "f")
		if _, words, _ := strings.Cut(strings.SplitN(out, "\n", 2)[0], ": "); !strings.Contains(words, want) || !strings.HasSuffix(words, "(roster.name_invalid)") ||
			reason == "formula" && strings.Contains(words, "过长") {
			t.Errorf("%s: got %q", reason, words)
		}
	}
}

func TestImportThatWentNotInFails(t *testing.T) {
	var o ImportOptions
	for _, args := range [][]string{{"--all-or-nothing"}, {}} {
		args = append([]string{"import", "roster", "f"}, args...)
		if code, out, _ := run(t, importer(&o, ImportReport{}), args...); code != exitFailed || o.AllOrNothing != (len(args) > 3) || !strings.Contains(out, "Nothing was changed") {
			t.Errorf("%v: code %d, %q", args, code, out)
		}
		if code, _, _ := run(t, importer(&o, ImportReport{Applied: true}), args...); code != exitOK {
			t.Errorf("%v: code %d", args, code)
		}
	}
}

func TestImportThatMakesManyLeaveSaysHowManyAndTheWayOn(t *testing.T) {
	var o ImportOptions
	r := ImportReport{Rows: 18, Leave: 42, Same: 18, Warnings: []ImportWarning{{Code: "roster.mass_leave", Params: map[string]any{"leave": 42, "of": 60}}}}
	code, out, errOut := run(t, importer(&o, r), "import", "roster", "f")
	if code != exitFailed || !strings.Contains(out, "leave 42") || !strings.Contains(out, "60") || !strings.Contains(out, "(roster.mass_leave)") {
		t.Errorf("code %d, report %q", code, out)
	}
	if !strings.Contains(errOut, "42 of 60") || !strings.Contains(errOut, "--accept-leavers") {
		t.Errorf("error %q", errOut)
	}
	code, out, errOut = run(t, importer(&o, r), "import", "roster", "f", "--json")
	if code != exitFailed || !json.Valid([]byte(out)) || !json.Valid([]byte(errOut)) || !strings.Contains(errOut, "--accept-leavers") {
		t.Errorf("code %d, report %q, error %q", code, out, errOut)
	}
	if code, _, _ := run(t, importer(&o, r), "import", "roster", "f", "--rehearse"); code != exitOK {
		t.Errorf("a rehearsal ends with %d", code)
	}
	r.Applied = true
	if code, _, errOut := run(t, importer(&o, r), "import", "roster", "f", "--accept-leavers"); code != exitOK || errOut != "" {
		t.Errorf("accepted: code %d, %q", code, errOut)
	}
}

func TestConfigShowsValuesEvenWhenTheyCannotBeUsed(t *testing.T) {
	code, out, errOut := run(t, App{}, "config", "--listen", "0.0.0.0:80", "--database-url", "postgres://u:hunter2@h/d")
	if code != exitUsage || !strings.Contains(out, "0.0.0.0:80") || !strings.Contains(errOut, "trusted_proxies") || strings.Contains(out+errOut, "hunter2") {
		t.Errorf("code %d, %q, %q", code, out, errOut)
	}
	code, out, _ = run(t, App{}, "config", "--json")
	var got struct {
		Settings []config.Shown `json:"settings"`
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitOK || len(got.Settings) != len(config.Settings) {
		t.Errorf("code %d, %v, %s", code, err, out)
	}
	if _, out, _ := run(t, App{}, "config", "--markdown"); out != config.Markdown() {
		t.Errorf("got %q", out)
	}
}

func TestDoctorReportsTheDatabaseTooAndFailsWithIt(t *testing.T) {
	app := App{Checks: func(*config.Config) []doctor.Check {
		return []doctor.Check{{Name: "database", Look: func(context.Context) doctor.Finding { return doctor.Bad("start it", "does not answer") }}}
	}}
	code, out, _ := run(t, app, "doctor", "--json")
	var got doctor.Report
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitFailed || got.OK {
		t.Fatalf("code %d, %v, %s", code, err, out)
	}
	if !slices.ContainsFunc(got.Checks, func(r doctor.Result) bool { return r.Name == "database" && r.State == doctor.Fail }) {
		t.Errorf("got %s", out)
	}
	if code, out, _ = run(t, App{}, "doctor"); code != exitOK || !strings.Contains(out, "free_disk") {
		t.Errorf("code %d, %s", code, out)
	}
	if code, out, _ = run(t, App{}, "doctor", "--listen", ":80"); code != exitFailed || !strings.Contains(out, "fail  configuration") {
		t.Errorf("code %d, %s", code, out)
	}
}

func TestVersionNamesTheBuild(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"--version"}, {"version", "--json", "--listen", "broken"}} {
		if code, out, _ := run(t, App{}, args...); code != exitOK || !strings.Contains(out, "go1.") {
			t.Errorf("%v: code %d, %q", args, code, out)
		}
	}
}

func TestSetupAndMigrateReport(t *testing.T) {
	app := App{
		Setup: func(context.Context, *config.Config, *slog.Logger) (SetupLink, error) {
			return SetupLink{Needed: true, URL: "http://127.0.0.1:8765/setup#t", ExpiresAt: 1_767_225_600_000_000}, nil
		},
		Migrate: func(context.Context, *config.Config, *slog.Logger) (MigrateReport, error) {
			return MigrateReport{}, nil
		},
		OpenAPI: func() ([]byte, error) { return []byte(`{"openapi":"3.1.0"}`), nil },
		Demo: func(_ context.Context, _ *config.Config, _ *slog.Logger, out io.Writer) error {
			_, err := io.WriteString(out, "who can log in")
			return err
		},
	}
	for want, args := range map[string][]string{
		"/setup#t": {"setup"}, `"url": "http://127.0.0.1:8765/setup#t"`: {"setup", "--json"}, `"applied": []`: {"migrate", "--json"},
		"at this program's version": {"migrate"}, `{"openapi":"3.1.0"}`: {"openapi"}, "who can log in": {"demo"},
	} {
		if code, out, _ := run(t, app, args...); code != exitOK || !strings.Contains(out, want) {
			t.Errorf("%v: code %d, %q", args, code, out)
		}
	}
}

func TestFaultyConfigurationIsReportedAsJSONWhenAsked(t *testing.T) {
	code, _, errOut := run(t, App{}, "setup", "--json", "--config", filepath.Join(t.TempDir(), "no.toml"))
	var got struct{ Problems config.Problems }
	if err := json.Unmarshal([]byte(errOut), &got); err != nil || code != exitUsage || len(got.Problems) != 1 {
		t.Errorf("code %d, %v, %s", code, err, errOut)
	}
}
