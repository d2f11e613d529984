package form

// Reference is something outside of the form that a value names.
type Reference struct {
	Path   string // values.goods[2].who
	ID     string
	SHA256 string // of a file: the hash that was sent with it, which a signature would be about
	Stroke bool   // the file is a signature by hand
}

// References are what values name, for those who know whether it is there and may be named.
type References struct {
	People, Departments, Files, Approvals []Reference
}

// References lists what values that Check has let through name, in the order of the form.
func (f *Form) References(values Values) (out References) {
	f.references(values, "values", &out)
	return out
}

func (r *record) references(values map[string]any, path string, out *References) {
	for _, f := range r.fields {
		v, ok := values[f.ID]
		if !ok {
			continue
		}
		list, several := anys(v)
		if !several {
			list = []any{v}
		}
		for i, one := range list {
			where := path + "." + f.ID
			if several {
				where = at(where, i)
			}
			f.reference(one, where, out)
		}
	}
}

func (f *field) reference(v any, path string, out *References) {
	text, _ := v.(string)
	parts, _ := v.(map[string]any)
	switch f.FormField.Kind {
	case Person, People:
		out.People = append(out.People, Reference{Path: path, ID: text})
	case Department, Departments:
		out.Departments = append(out.Departments, Reference{Path: path, ID: text})
	case Related:
		out.Approvals = append(out.Approvals, Reference{Path: path, ID: text})
	case Attachment, Image:
		one := file(parts, "sha256", false)
		out.Files = append(out.Files, Reference{Path: path, ID: one.ID, SHA256: one.SHA256})
	case Signature:
		one := file(parts, "png_sha256", false)
		out.Files = append(out.Files, Reference{Path: path, ID: one.ID, SHA256: one.SHA256, Stroke: true})
	case Rows:
		f.columns.references(parts, path, out)
	}
}
