// Package content tells from a file's bytes what it is, and judges what its sender claims: the name's
// extension and the declared type. It is pure, decodes nothing and unpacks nothing; all it reads is
// bounded by what it is given.
//
// A claim is judged by class, not by format: a PNG that is called .jpg is an image as claimed and is
// taken under its true type, while a program that is called .pdf is a lie. A name without a known
// extension claims nothing.
package content
