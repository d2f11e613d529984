// Package regulation keeps the company's regulations as versions of clauses.
//
// A regulation has versions, numbered from 1. A version is a draft until it is published with the
// instant from which it holds. From then on nobody changes it, and its state follows from the clock:
//
//	draft → scheduled → in force → superseded (when the next one comes into force)
//
// At most one version of a regulation is a draft, and versions come into force in the order of their
// numbers. Every employee reads what was published; drafts are for those who may write them, for all
// others they do not exist.
//
// A version is a tree of chapters, sections, articles and clauses. A clause keeps its id through the
// versions as long as it is recognisably the same, so what points at it - a link to a rule, an
// acknowledgement - goes on pointing at it. Links say which rule carries a clause; one that ended stays
// as history.
//
// A text comes in by an import: it is read (regulation/text), people settle what is doubtful, and it
// becomes a draft. The command line and the API do the same by the same methods. What is left doubtful
// goes along with the draft and holds its publication up.
package regulation
