package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"tonggui/internal/platform/config"
)

// command is one line of the table.
type command struct {
	name      string // one or two words
	operands  []string
	summary   string
	details   string
	reports   bool // takes --json
	anyConfig bool // runs even if the configuration is faulty
	// prepare adds the command's own flags and gives what to run once they are parsed.
	prepare func(c *call) func(ctx context.Context) error
}

var commands = []command{
	{name: "serve", summary: "run the server", prepare: serve,
		details: "Runs until it gets SIGINT or SIGTERM. Never makes sample data. Addresses other than\nloopback need TLS or a declared proxy; see `tonggui config`."},
	{name: "setup", summary: "make a one-time link for the first administrator", reports: true, prepare: setup,
		details: "The link shows a page where the first administrator names the company and chooses a\npassword. A new link replaces the last one. Works while the server runs."},
	{name: "import roster", operands: []string{"FILE"}, summary: "import an HR export (CSV or xlsx)", reports: true, prepare: importRoster,
		details: "First rehearses: what would be created, changed, left, and what is wrong. Then applies\nall good rows in one transaction. Nothing of a faulty row gets in."},
	{name: "import regulation", operands: []string{"FILE"}, summary: "import a regulation (plain text or Markdown)", reports: true, prepare: importRegulation,
		details: "Finds chapters, sections, articles and clauses, also where line breaks are missing, and\nlists what is doubtful. Makes a draft: the next version of the regulation with the same\ntitle, or a new one. Doubts are settled on the screen before it can be published."},
	{name: "migrate", summary: "bring the database to this version", reports: true, prepare: migrate,
		details: "serve does this at its start too; run it alone to see what it does, or before\nstarting several nodes."},
	{name: "doctor", summary: "look the installation over", reports: true, anyConfig: true, prepare: diagnose,
		details: "Changes nothing. Ends with 1 if a check fails."},
	{name: "config", summary: "show every setting, its value and where it came from", reports: true, anyConfig: true, prepare: showConfig,
		details: "Ends with 2 if the configuration cannot be used."},
	{name: "keys rotate", summary: "add a new key for stored files", reports: true, prepare: rotateKeys,
		details: "The new key seals the files that come from now on; the old ones stay in the key file for\nwhat they have sealed. Running servers notice by themselves. Back the key file up again."},
	{name: "audit export", operands: []string{"FILE"}, summary: "write the audit log into a file that proves itself", reports: true, prepare: exportAudit,
		details: "Writes everything as the database has it now. Works while the server runs. The file holds\nids, counts and codes, never what people wrote."},
	{name: "audit key", summary: "print the public keys of the audit log", reports: true, prepare: publicKeys(func(a App) PublicKeys { return a.AuditKeys }, auditKeysAre),
		details: "The output is a key file for `tonggui audit verify`. Keep a copy where whoever runs the\nserver cannot change it."},
	{name: "audit rotate-key", summary: "make a new key that signs the audit log", reports: true, prepare: publicKeys(func(a App) PublicKeys { return a.RotateAuditKey }, auditKeysAre),
		details: "The next checkpoint is signed with the old key too, so that whoever has the old public key\ncan go on verifying. The old keys stay."},
	{name: "audit accept-restore", summary: "let the audit log go on after an older backup was put back", reports: true, prepare: acceptRestore,
		details: "Says so in a record of the log, and sets the checkpoints aside that it does not reach any\nmore: keep them. Verifying with them tells of the restore for ever."},
	{name: "audit verify", operands: []string{"FILE"}, summary: "verify an exported audit log", reports: true, anyConfig: true, prepare: verifyAudit,
		details: "Needs no installation and no network. Says which record is bad first. With --checkpoint\nnothing older than those checkpoints can have been changed without being found.\nEnds with 0 where all is well, with 1 where something is wrong."},
	{name: "approval key", summary: "print the public keys that sign approvals", reports: true, prepare: publicKeys(func(a App) PublicKeys { return a.ApprovalKeys }, approvalKeysAre),
		details: "The output is a key file for `tonggui approval verify`. Give it to whoever has to verify\nwhat was decided in this company."},
	{name: "approval rotate-key", summary: "make a new key that signs approvals", reports: true, prepare: publicKeys(func(a App) PublicKeys { return a.RotateApprovalKey }, approvalKeysAre),
		details: "It signs from now on, also on servers that run. The old keys stay for verifying. Give\nthe new key file to whoever has the old one."},
	{name: "approval verify", operands: []string{"FILE"}, summary: "verify a signed approval (signed.json)", reports: true, anyConfig: true, prepare: verifyApproval,
		details: "Needs no installation and no network. Says who decided what, when and how they confirmed\nit, or what is wrong with the file. Ends with 0 where all is well, else with 1."},
	{name: "witness key", summary: "print the public key of this witness", reports: true, prepare: witnessKey,
		details: "For `tonggui audit verify --witness-key`."},
	{name: "witness", summary: "watch and co-sign another machine's audit log", prepare: witness,
		details: "Fetches signed checkpoints, makes sure that the log only grew, signs what it has seen, and\nanswers it at /checkpoint, /checkpoints, /key and /status. A log that was put back or replaced\nis refused, said loudly, and kept as evidence. Give it a --data folder of its own."},
	{name: "openapi", summary: "print the API document (OpenAPI 3.1, JSON)", anyConfig: true, prepare: openAPI},
	{name: "demo", summary: "run the server with a sample company", prepare: demo,
		details: "For trying it out: fills an empty data folder with a company and prints who can log in.\nNever use it for a real company."},
	{name: "version", summary: "say which build this is", reports: true, anyConfig: true, prepare: showVersion},
}

// choose finds the command that the arguments begin with. Without one it has
// said what there is and gives the exit code.
func choose(args []string, s Streams) (*command, []string, int) {
	if len(args) == 0 {
		overview(s.Err)
		return nil, nil, exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		if cmd, _ := match(args[1:]); cmd != nil {
			return cmd, []string{"--help"}, 0
		}
		overview(s.Out)
		return nil, nil, exitOK
	case "-version", "--version":
		args = []string{"version"}
	}
	if cmd, rest := match(args); cmd != nil {
		return cmd, rest, 0
	}
	_, _ = fmt.Fprintf(s.Err, "tonggui: there is no command %q\n\n", strings.Join(args[:min(2, len(args))], " "))
	overview(s.Err)
	return nil, nil, exitUsage
}

func match(args []string) (*command, []string) {
	for i := range commands {
		words := strings.Fields(commands[i].name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == commands[i].name {
			return &commands[i], args[len(words):]
		}
	}
	return nil, nil
}

func overview(w io.Writer) {
	var b strings.Builder
	b.WriteString("Tonggui 同轨, a company's platform for talk and work.\n\nUsage: tonggui COMMAND [flags] [arguments]\n\nCommands:\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-19s  %s\n", c.name, c.summary)
	}
	b.WriteString("\nEvery command takes --data DIR (default ./data) and every setting as a flag;\n" +
		"`tonggui config` lists them, `tonggui help COMMAND` explains a command.\n" +
		"Exit codes: 0 done; 1 failed; 2 command, flags or configuration cannot be used.\n")
	_, _ = io.WriteString(w, b.String())
}

// help explains a command and its own flags; the settings, which every
// command shares, are named only.
func (c *command) help(w io.Writer, set *flag.FlagSet) {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage: %s\n\n%s.\n", strings.Join(append([]string{"tonggui", c.name, "[flags]"}, c.operands...), " "),
		strings.ToUpper(c.summary[:1])+c.summary[1:])
	if c.details != "" {
		b.WriteString(c.details + "\n")
	}
	b.WriteString("\nFlags:\n  --data DIR        folder that holds everything (default ./data)\n")
	settings := map[string]bool{}
	var names []string
	for _, s := range config.Settings {
		settings[s.Flag()], settings[s.Flag()+"-file"] = true, true
		names = append(names, "--"+s.Flag())
	}
	set.VisitAll(func(f *flag.Flag) {
		if settings[f.Name] {
			return
		}
		value, usage := flag.UnquoteUsage(f)
		fmt.Fprintf(&b, "  %-16s  %s\n", strings.TrimSpace("--"+f.Name+" "+strings.ToUpper(value)), usage)
	})
	fmt.Fprintf(&b, "\nSettings (see `tonggui config`):\n  %s\n", strings.Join(names, " "))
	_, _ = io.WriteString(w, b.String())
}
