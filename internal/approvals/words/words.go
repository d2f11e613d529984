// Package words holds what people wrote in several languages: names of templates, labels of fields, steps.
package words

import "strings"

// Words maps a language (zh-CN, en) to a text. At least one is not empty.
type Words map[string]string

// Languages are those in which words can be written, the first one first.
var Languages = []string{"zh-CN", "en"}

// In gives the words in a language, else in the first language that has some, else "".
func (w Words) In(language string) string {
	if s := w[language]; s != "" {
		return s
	}
	for _, l := range Languages {
		if s := w[l]; s != "" {
			return s
		}
	}
	return ""
}

// Empty tells that there is nothing in any language.
func (w Words) Empty() bool { return strings.TrimSpace(w.In("")) == "" }
