package annotations

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseFilter(t *testing.T) {
	roles := func(c Color) string { return map[Color]string{Red: "疑问 或 Doubt", Blue: "doubt"}[c] }
	got := ParseFilter(" 人民 #政策/用 §落实  @主席 @ Red # DOUBT", roles)
	want := Filter{
		Words: []string{"人民"}, TagStarts: []string{"政策/用", ""}, Sections: []string{"落实"}, Speakers: []string{"主席"}, Colors: []Color{Red},
		Roles: []RoleWord{{"DOUBT", []Color{Blue, Red}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestFilter(t *testing.T) {
	s, d, _ := newSet(t)
	add := func(quote string, edit func(*Annotation)) {
		a := New(d, spanOf(t, d, quote), later(1))
		edit(&a)
		s.Add(later(1), a)
	}
	add("实事求是", func(a *Annotation) { a.Color, a.Note, a.Tags = Red, "Compare With 2022", []string{"政策/用地"} })
	add("any price", func(a *Annotation) { a.Color, a.Tags = Yellow, []string{"old", "政策性"} })
	gone := New(document("已删去的话"), spanOf(t, document("已删去的话"), "删去"), later(1))
	gone.Color = Yellow
	s.Add(later(1), gone)
	s.RenameTag(later(2), "old", "rhetoric/New")
	s.SetRole(later(3), Yellow, "Key Point")
	n := s.Notes()

	tests := []struct {
		name   string
		filter Filter
		want   string // the quotes, in order
	}{
		{"all", Filter{}, "人民至上 实事求是 any price 删去"},
		{"a tag with its children", Filter{Tags: []string{"政策"}}, "实事求是"},
		{"a tag by its old name", Filter{Tags: []string{"#old"}}, "any price"},
		{"the tag above a renamed one", Filter{Tags: []string{"rhetoric"}}, "any price"},
		{"two tags", Filter{Tags: []string{"rhetoric", "政策"}}, ""},
		{"how a tag begins", ParseFilter("#政策", n.Role), "实事求是 any price"},
		{"a whole tag", ParseFilter(`#"政策"`, n.Role), "实事求是"},
		{"a whole tag and a word", ParseFilter(`2022 #“政策/用地” 求是`, n.Role), "实事求是"},
		{"a whole tag by its old name", ParseFilter(`#"old"`, n.Role), "any price"},
		{"a whole tag that is not typed to its end", ParseFilter(`#"政策`, n.Role), ""},
		{"any tag", ParseFilter("#", n.Role), "实事求是 any price"},
		{"a colour", Filter{Colors: []Color{Red}}, "实事求是"},
		{"two colours", Filter{Colors: []Color{Red, Yellow}}, "实事求是 any price 删去"},
		{"no colour", Filter{Colors: []Color{None}}, "人民至上"},
		{"a colour's name", ParseFilter("red", n.Role), "实事求是"},
		{"a colour's name in the text", Filter{Words: []string{"red"}}, ""},
		{"a role's name", ParseFilter("key point", n.Role), "any price 删去"},
		{"a role's name in the text", Filter{Roles: []RoleWord{{"求是", []Color{Yellow}}}}, "实事求是 any price 删去"},
		{"a word of the quote", ParseFilter("至上", n.Role), "人民至上"},
		{"a word of the note", ParseFilter("ｃompare 2022", n.Role), "实事求是"},
		{"words of both", ParseFilter("求是 compare", n.Role), "实事求是"},
		{"a section", ParseFilter("§学习", n.Role), "人民至上 实事求是"},
		{"with a note", Filter{Note: WithNote}, "实事求是"},
		{"without a note", Filter{Note: WithoutNote}, "人民至上 any price 删去"},
		{"orphans", Filter{Orphans: true}, "删去"},
		{"typed with a note", ParseFilter("+", n.Role), "实事求是"},
		{"typed without a note", ParseFilter("- 人民", n.Role), "人民至上"},
		{"typed in full width", ParseFilter("＃政策", n.Role), "实事求是 any price"},
		{"typed orphans", ParseFilter("?", n.Role), "删去"},
	}
	for _, test := range tests {
		var got []string
		for _, p := range Anchor(d, n) {
			a, _ := n.Find(p.ID)
			if test.filter.Match(d, n, &a, p) {
				got = append(got, a.Target.Exact)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// A passage in somebody's turn is found by the name or the beginning of a word of
// it; one outside all turns by none.
func TestFilterSpeakers(t *testing.T) {
	d := document("Mr. Jones notes.\nMS. JEAN-PIERRE:  Thank you all.\nQ    Is it so?\n黃委員偉哲：請問主席。\nMR. HAQ:  It is.")
	n := NewNotes()
	places := map[string]Place{}
	for _, quote := range []string{"notes", "Thank you", "Is it so", "請問", "It is"} {
		places[quote] = Place{Span: spanOf(t, d, quote), Status: Placed}
	}
	for wanted, want := range map[string]string{
		"pierre": "Thank you", "MS. Jean-Pierre": "Thank you", "q": "Is it so", "偉哲": "請問", "委員": "請問", "ierre": "", "haq": "It is", "nobody": "",
	} {
		var got []string
		for quote, place := range places {
			if (Filter{Speakers: []string{wanted}}).Match(d, n, &Annotation{}, place) {
				got = append(got, quote)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("in the turns of %q are %q, want %q", wanted, got, want)
		}
	}
	lost := Place{Status: Orphan}
	if (Filter{Speakers: []string{"q"}}).Match(d, n, &Annotation{}, lost) {
		t.Error("what has no place is in somebody's turn")
	}
}
