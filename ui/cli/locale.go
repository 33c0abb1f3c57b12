package cli

import "strings"

// language is the interface's language for the environment: the first of
// LC_ALL, LC_MESSAGES and LANG that says anything (POSIX.1-2017, 8.2).
func language(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := getenv(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), "zh") {
				return "zh"
			}
			return "en"
		}
	}
	return "en"
}
