// Package archtest holds the architecture as tests: what docs/ARCHITECTURE.md
// says in words about imports, time, network, randomness and SQL fails here,
// with the reason, when the code says otherwise.
//
// Each rule has planted violations in testdata/RULE, marked "// want"; a rule
// that no longer sees them fails. Exceptions stand in exceptions_test.go, each
// with its reason; one that is no longer needed fails too.
package archtest
