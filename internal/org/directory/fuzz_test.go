package directory

import (
	"testing"
	"unicode/utf8"
)

// FuzzSearch: any name, number and query; no panic, no span outside its text,
// everybody is found by the own number and gone after removal.
func FuzzSearch(f *testing.F) {
	f.Add("欧阳娜", "A01", "工程师", "oyn")
	f.Add("Ａ a·ａ", "0", "", "aaa aaaa")
	f.Add("长长长长长长长长长长长长", "", "长", "zhangchangzhangchangzhangchangc")
	f.Fuzz(func(t *testing.T, name, number, post, text string) {
		x := New[int]()
		x.Upsert(Person[int]{ID: 1, Number: number, Name: name, Post: post, Active: true}, Person[int]{ID: 2, Number: "zz", Name: "路人", Department: name})
		fields := map[int]map[Field]string{1: {FieldName: name, FieldNumber: number, FieldPost: post}, 2: {FieldName: "路人", FieldNumber: "zz", FieldDepartment: name}}
		for _, hit := range x.Search(text, 10) {
			if n := utf8.RuneCountInString(fields[hit.ID][hit.Field]); hit.Start < 0 || hit.Start >= hit.End || hit.End > n {
				t.Fatalf("%+v in %q", hit, fields[hit.ID][hit.Field])
			}
		}
		x.Remove(1)
		for _, hit := range x.Search(text, 10) {
			if hit.ID == 1 {
				t.Fatal("found after removal")
			}
		}
		x.Search(name, 10)
		x.Search(number, 10)
	})
}
