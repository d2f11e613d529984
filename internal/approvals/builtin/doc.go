// Package builtin holds the templates that come with the program: the forms and routes of everything for
// which the regulations ask somebody's consent.
//
// Each is a file of templates/, whose name is its key: a definition as administrators make them too, and
// the articles of the model regulation that it carries. Their keys and the ids of their fields stay: what
// an effect reads, it reads by them. A changed file is a new version; a template that an administrator has
// changed is theirs and is left alone.
//
// A template whose effect nobody has registered is not offered. So each can stand here before the room that
// does what it asks for.
package builtin
