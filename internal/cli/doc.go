// Package cli is the command line: which commands there are, their flags, how
// they report and with which code they end. What a command does is handed in
// as App; only config, doctor and version are done here.
//
// Exit codes: 0 done; 1 it was tried and failed, or a report has a failure;
// 2 the command, its flags or the configuration cannot be used.
//
// Reports go to standard output, as text or, with --json, as one JSON object;
// everything else goes to standard error.
package cli
