package form

import "tonggui/internal/approvals/condition"

// Live tells which fields and cells are shown and which are needed with values that Check has let through, by path.
func (f *Form) Live(values Values) (shown, must []string) {
	f.live(values, "", &shown, &must)
	return shown, must
}

func (r *record) live(values map[string]any, path string, shown, must *[]string) condition.Env {
	env := r.schema.Read(values)
	for _, f := range r.fields {
		if !f.shown(env) {
			continue
		}
		*shown = append(*shown, path+f.ID)
		if f.needed(env) {
			*must = append(*must, path+f.ID)
		}
		list, _ := anys(values[f.ID])
		for i, row := range list {
			if f.columns != nil {
				f.columns.live(row.(map[string]any), at(path+f.ID, i)+".", shown, must)
			}
		}
	}
	return env
}
