package app

import (
	"slices"
	"testing"

	"tonggui/internal/platform/i18n"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/model"
)

// covers: RBK-05
func TestEveryDeclaredRuleCarriesAnArticleOfTheModelInEveryLanguage(t *testing.T) {
	for _, rule := range rulebook.Declared() {
		for _, words := range []string{"title", "summary"} {
			if !i18n.Has("server", "rule."+rule.ID+"."+words) {
				t.Errorf("%s has no %s in words", rule.ID, words)
			}
		}
		for _, language := range i18n.Languages {
			a, ok := model.In(language).Article(rule.Clause)
			if !ok {
				t.Errorf("%s carries %q, which the model does not have in %s", rule.ID, rule.Clause, language)
			}
			for _, row := range rule.Requirements {
				if !slices.Contains(a.Requirements, row) {
					t.Errorf("%s covers %s, but %s covers %v", rule.ID, row, a.Key, a.Requirements)
				}
			}
		}
	}
}
