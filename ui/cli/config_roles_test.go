package cli

import (
	"testing"

	"pgregory.net/rapid"

	"lectern/annotations"
)

// What the reader wrote stays, to the last blank and comment.
func TestWithRole(t *testing.T) {
	for _, c := range []struct{ name, before, role, after string }{
		{"no file", "", "论点", "[roles]\nyellow = \"论点\"\n"},
		{"no roles", "theme = \"dark\" # mine", "a", "theme = \"dark\" # mine\n\n[roles]\nyellow = \"a\"\n"},
		{"another colour", "[roles] # what they are\n# red\nred = 'r'\n\n[rates]\n", "a", "[roles] # what they are\n# red\nred = 'r'\nyellow = \"a\"\n\n[rates]\n"},
		{"its own", "[roles]\n\tyellow  =  'old' # why\nred = \"r\"\n", "a", "[roles]\n\tyellow  =  \"a\" # why\nred = \"r\"\n"},
		{"in quotation marks", "[ roles ]\n\"yellow\" = \"o\\\"#ld\"", "a", "[ roles ]\n\"yellow\" = \"a\""},
		{"taken out", "[roles]\nyellow = \"old\"\nred = \"r\"\n", "", "[roles]\nred = \"r\"\n"},
		{"not there to take out", "mouse = false\n", "", "mouse = false\n"},
		{"with Windows' line ends", "[roles]\r\nyellow = \"old\"\r\n", "a", "[roles]\r\nyellow = \"a\"\r\n"},
		{"an empty table", "[roles]", "a", "[roles]\nyellow = \"a\"\n"},
	} {
		after := withRole(c.before, annotations.Yellow, c.role)
		if after != c.after || !sameButRole(c.before, after, annotations.Yellow, c.role) {
			t.Errorf("%s: %q, want %q", c.name, after, c.after)
		}
	}
}

// A configuration that lines do not tell enough of is not written over.
func TestRolesThatAreLeftAlone(t *testing.T) {
	for _, before := range []string{
		"roles = {yellow = \"old\"}\n", "roles.yellow = \"old\"\n", "[roles]\nyellow = \"\"\"\nold\n\"\"\"\n",
		"author = \"\"\"\n[roles]\n\"\"\"\n", "theme = \"purple\"\n",
	} {
		if after := withRole(before, annotations.Yellow, "a"); sameButRole(before, after, annotations.Yellow, "a") {
			t.Errorf("%q became %q", before, after)
		}
	}
}

func TestTOMLStringsAreReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringN(1, 20, -1).Draw(t, "name")
		if after := withRole("", annotations.Red, name); !sameButRole("", after, annotations.Red, name) {
			t.Fatalf("%q", after)
		}
	})
}
