// Package model is the model regulation that the product brings: the words, in each language, and the
// requirements that each article covers. It is pure.
//
// An edition is a Markdown file: # for the title, ## for a chapter, ### for a section, #### for an
// article with its words below. Before an article stands what readers do not see, its key and what it
// covers:
//
//	<!-- messages.recall: MSG-03 -->
//
// A key stays with an article for good and is the same in all languages; its number may change from
// version to version. Rules name the article that they carry by its key.
package model
