package cli

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		environment map[string]string
		want        string
	}{
		{nil, "en"},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, "zh"},
		{map[string]string{"LANG": "de_DE.UTF-8"}, "en"},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"},
		{map[string]string{"LANG": "en_US", "LC_MESSAGES": "zh_TW"}, "zh"},
		{map[string]string{"LANG": "zh_CN", "LC_MESSAGES": "zh_CN", "LC_ALL": "C"}, "en"},
		{map[string]string{"LC_ALL": "", "LANG": "zh"}, "zh"},
	} {
		if got := language(environment(c.environment)); got != c.want {
			t.Errorf("%v: %s, want %s", c.environment, got, c.want)
		}
	}
}

func TestLineOfKey(t *testing.T) {
	text := "theme = 'dark'\n# colour\ncolours = 1\n  \"colour\" = 2\n[rates]\nhan=[1, 2]\n[ more.deep ]\n"
	for _, c := range []struct {
		key  toml.Key
		want int
	}{
		{toml.Key{"theme"}, 1},
		{toml.Key{"colour"}, 4},
		{toml.Key{"rates"}, 5},
		{toml.Key{"rates", "han"}, 6},
		{toml.Key{"more"}, 7},
		{toml.Key{"nowhere"}, 1},
	} {
		if got := lineOfKey(text, c.key); got != c.want {
			t.Errorf("%v: %d, want %d", c.key, got, c.want)
		}
	}
}

func TestRateRefuses(t *testing.T) {
	for _, text := range []string{`han = 150`, `han = [150]`, `han = [1, 2, 3]`, `han = ["a", "b"]`, `han = [0, 5]`, `han = [9, 5]`, `han = [1, 99999999]`, `han = [1.5, 2.5]`} {
		s := defaultSettings()
		if err := s.decode("[rates]\n" + text); err == nil || !strings.Contains(err.Error(), "line 2: rates.han: a rate is two") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func FuzzConfigNeverPanics(f *testing.F) {
	f.Add("theme = 'dark'\n[rates]\nhan = [1, 2]\n")
	f.Add("[roles]\npurple = 'x'")
	f.Add("\xff\xfe")
	f.Add("a.b.c = {d = 1}\n[[e]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		s := defaultSettings()
		if err := s.decode(text); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
	})
}
