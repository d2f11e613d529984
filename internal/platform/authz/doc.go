// Package authz answers one question for every entry of the product: may this principal do this?
//
// A Principal comes from the one Authenticate that org implements. An Action is a verb of a room. The
// policy table in policy.go says for each action which roles of the company and which relations to
// the object allow it; rooms compute the relations from the object that they loaded and call Can.
// What is not in the table is denied. The API document publishes the same table as x-authz.
package authz
