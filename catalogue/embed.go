// Package catalogue holds every word that the product says to people, once for
// server and web client: LANGUAGE/NAMESPACE.json with flat keys and i18next's
// {{name}} blanks. The web build reads the same files.
//
// problem.json has a sentence for every error code (field.* for faulty fields);
// server.json what the server itself writes.
package catalogue

import "embed"

// Files is the whole catalogue.
//
//go:embed */*.json
var Files embed.FS
