// Package text reads a regulation as people keep it - plain text or Markdown, whatever has happened to
// it on the way - into a tree of chapters, sections, articles and clauses. It is pure.
//
// Numbers make the tree: 第一章 一、 for chapters, 第一节 (一) for sections, 第一条 1. for articles, and
// what is numbered below them for clauses. They are found at the beginnings of lines, and inside of
// lines where breaks are missing, if they continue what stands before them. Numbers that belong to the
// words (1.5倍, 2024.1.1, 见第三条) are left there.
//
// Nothing gets lost: number, title and text of the nodes, one after the other, are the source but for
// whitespace, Markdown's signs and a title that stands there twice. Title and number are as written,
// with their punctuation.
//
// What a program cannot know is a Doubt with a place, what was found and a proposal. A person settles it
// (Settlement), and the source is read again with what was settled: the same source and settlements give
// the same tree at any time.
package text
