package model

import (
	"embed"
	"fmt"
	"sync"

	"tonggui/internal/platform/i18n"
	"tonggui/internal/rulebook/regulation/text"
)

// BuiltIn is the key by which the stored regulation is known as this one.
const BuiltIn = "model"

// Version is the version of the words, as it is cited.
const Version = "1.0"

//go:embed *.md
var files embed.FS

// Edition is the model in one language.
type Edition struct {
	Language string
	Title    string
	Preamble string
	Items    []text.Part // chapters, in them sections or articles
	Articles []Article   // in reading order
}

// Article is one article.
type Article struct {
	Key          string
	Number       int      // runs through all chapters, from 1
	Written      string   // its number as written: 第三条, Article 3
	Title        string   // one line
	Text         string   // paragraphs with \n between them
	Requirements []string // ids of what it covers
}

// In returns the edition in a language, brought to one that the product speaks. It is shared: nobody
// changes it.
func In(language string) *Edition { return editions()[i18n.Match(language)] }

// Article finds an article by its key.
func (e *Edition) Article(key string) (Article, bool) {
	for _, a := range e.Articles {
		if a.Key == key {
			return a, true
		}
	}
	return Article{}, false
}

// The words are compiled in and their form is tested, so a fault in them is a fault of the build.
var editions = sync.OnceValue(func() map[string]*Edition {
	out := map[string]*Edition{}
	for _, language := range i18n.Languages {
		source, err := files.ReadFile(language + ".md")
		if err == nil {
			out[language], err = parse(language, string(source))
		}
		if err != nil {
			panic(fmt.Sprintf("model: %s: %v", language, err))
		}
	}
	return out
})
