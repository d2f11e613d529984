// Package roster reads a personnel export (花名册) and plans what it changes in
// the company. It is pure: bytes and a snapshot of the company go in, a plan
// comes out; storing the result is the caller's work.
//
// # Steps
//
//	sheet, err := roster.Read(data, fileName, progress) // bytes → cells
//	plan := roster.Rehearse(sheet, company)             // cells → plan
//
// Rehearse is Check (values and faults, row by row) followed by Checked.Plan
// (the difference to the company).
//
// # Words
//
//   - sheet: the recognised columns of the file, as text, with line numbers.
//   - row: one checked person of the file; row.Person holds normalised values.
//   - fault: something wrong with a row. A row with a fault changes nothing.
//   - notice: something a person should know about a row that is good.
//   - managed: a person who came by an earlier import. Only managed people
//     are ever made to leave; accounts opened by hand are not.
//   - path: a department as its names from the root, joined by "/". A name
//     never contains "/".
//
// # Invariants
//
//   - The file is the truth for the columns that it has. A column that is not
//     in the file changes nothing; an empty cell of a column that is empties
//     the value.
//   - Nothing wrong gets in: a faulty row is neither created nor changed nor
//     made to leave, and no link is made to a person who does not exist.
//   - Nothing good is lost: one broken line never swallows another, and a
//     person whose row is faulty or who may be behind an unreadable row does
//     not count as missing.
//   - A plan that was applied, planned again from the same file, says same for
//     every good row.
//   - Rows = Create + Change + Same + FaultRows + the leaves that have a row,
//     as long as no needed column is missing.
//
// # Decisions
//
//   - Of several rows with one number the first stands, the later ones are
//     faults, whether they are copies or differ (params say which).
//   - A good row whose superior's own row is faulty goes in. The superior is
//     linked when he or she is in the company already; otherwise the row keeps
//     the superior that the company knows (none for a new person) and carries
//     the notice superior_faulty. The next import heals it.
//   - A department that nobody else is in, that does not exist yet, that the
//     row does not head and whose member reports to somebody outside its line
//     is a typing error (department_unknown); otherwise it is created.
//   - A person with status 离职 who is unknown is created as left, so that
//     later files compare as same and old names can be shown.
//   - A department whose people all moved to one new path is moved or renamed,
//     not created anew.
//   - Heads come from posts, see IsHeadPost; one head per department, further
//     candidates become deputies with a notice.
//
// Text of the file is never trusted: formulas, markup, control, bidirectional
// and invisible characters are refused in names, departments, posts and
// grades, and shown escaped in faults.
package roster
