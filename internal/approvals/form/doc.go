// Package form is the form of an approval: its fields, what people put into them, and who sees which of
// them at which step. It is pure and knows neither people nor the database.
//
// Words: a definition is one version of a template, fields and route. Values are what somebody filled in, by
// the id of the field. A fault is a place in one of them with a stable code (apperr.Field); every fault is
// told, not only the first.
//
// Fields depend on each other: visible_when and formula read other fields, in the order in which they
// depend; a circle is refused. A hidden field has no value, for itself and for all that reads it. What is
// required is asked of visible fields only. A formula is computed here, whatever the client sent.
//
// The columns of rows see the fields of their own row only; other fields see a column as a whole
// (sum(goods.amount)).
//
// Invariants: what Check lets through has one form (text in NFC without spaces around it, decimals without
// needless zeros, no empty values), so the same values have the same bytes (Canonical) whoever sent them, and
// checking them again changes nothing.
package form
