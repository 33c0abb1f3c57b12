package cli

import "strings"

// localeOf is the first of LC_ALL, LC_MESSAGES and LANG that says anything
// (POSIX.1-2017, 8.2), and what it says.
func localeOf(getenv func(string) string) (name, locale string) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := getenv(name); locale != "" {
			return name, locale
		}
	}
	return "", ""
}

// language is the interface's language for the environment.
func language(getenv func(string) string) string {
	if _, locale := localeOf(getenv); strings.HasPrefix(strings.ToLower(locale), "zh") {
		return "zh"
	}
	return "en"
}
