// Package approvals keeps what people apply for and who consents to it.
//
// A template is a form and a route. Its versions are never changed; an approval goes by the version with
// which it was opened. The route asks people for their turns (tasks), one after another or together; each
// act on an approval goes through one operation, is judged by the pure package engine, and leaves a row in
// approval_acts. A decision is a record signed by the company's key and chained to the one before it.
//
// An approval moves only in a transaction that holds its row and finds the version that the client has
// seen, so of two people who act at once one is told to look again.
//
//	running → approved → its effect: pending → done
//	        ↘ rejected             ↘ failed → pending | closed
//	        ↘ withdrawn
//	        ↘ returned → running (another round) | withdrawn
//
// What an approval brings about is an Effect: its row is written by the deciding transaction, and it is
// done in one transaction with being marked as done.
//
// An approval is seen by who applied, who was ever asked, and who was told (store_access.go is the one
// door). Lists are read by person from tasks and copies and do not grow with the company's past.
package approvals
