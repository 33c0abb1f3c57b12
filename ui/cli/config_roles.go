package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/adrg/xdg"

	"lectern/annotations"
	"lectern/model/lazyregexp"
)

// This file changes the [roles] of the reader's own configuration, and nothing
// else in it: not a comment, not a blank.

// roleKeeper keeps for the screen what the colours stand for in all speeches.
type roleKeeper struct{}

// KeepRole writes into the configuration what a colour stands for; an empty name
// takes it out.
func (roleKeeper) KeepRole(c annotations.Color, name string) error {
	path := configPath()
	mode := fs.FileMode(0o644)
	old, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	case err == nil:
		var info fs.FileInfo
		if info, err = os.Stat(path); err == nil {
			mode = info.Mode().Perm()
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, reason(err))
	}
	text := withRole(string(old), c, name)
	if !sameButRole(string(old), text, c, name) {
		return fmt.Errorf("%s: its roles are written in a way that is changed by hand only (write %s = %s there)", path, c, tomlString(name))
	}
	if text == string(old) {
		return nil
	}
	if old == nil {
		err = writeWhole(path, mode, []byte(text))
	} else {
		err = replace(path, mode, []byte(text))
	}
	if err != nil {
		return fmt.Errorf("%s: not written: %w", path, reason(err))
	}
	return nil
}

// configPath is the configuration file, be it there or not.
func configPath() string { return filepath.Join(xdg.ConfigHome, "lectern", "config.toml") }

var (
	rolesHead = lazyregexp.New(`^\s*\[\s*roles\s*\]\s*(#.*)?$`)
	tomlValue = lazyregexp.New(`^(\s*)("(?:[^"\\]|\\.)*"|'[^']*')`)
)

// withRole is a configuration with what a colour stands for changed, as far as
// lines can tell.
func withRole(text string, c annotations.Color, name string) string {
	lines := slices.Collect(strings.Lines(text))
	head := slices.IndexFunc(lines, func(line string) bool { return rolesHead.MatchString(strings.TrimSpace(line)) })
	role := fmt.Sprintf("%s = %s\n", c, tomlString(name))
	if head < 0 {
		return appendTable(text, role, name)
	}
	last := head
	for i := head + 1; i < len(lines) && !strings.HasPrefix(strings.TrimSpace(lines[i]), "["); i++ {
		key, value, _ := strings.Cut(lines[i], "=")
		switch key = strings.Trim(key, " \t\"'"); {
		case key == string(c) && name == "":
			return strings.Join(slices.Delete(lines, i, i+1), "")
		case key == string(c):
			lines[i] = lines[i][:len(lines[i])-len(value)] + tomlValue.ReplaceAllStringFunc(value, func(old string) string {
				return old[:len(old)-len(strings.TrimLeft(old, " \t"))] + tomlString(name)
			})
			return strings.Join(lines, "")
		case strings.TrimSpace(lines[i]) != "":
			last = i
		}
	}
	if name == "" {
		return text
	}
	if !strings.HasSuffix(lines[last], "\n") {
		lines[last] += "\n"
	}
	return strings.Join(slices.Insert(lines, last+1, role), "")
}

// appendTable puts [roles] with one role behind a configuration that has none.
func appendTable(text, role, name string) string {
	if name == "" {
		return text
	}
	if text != "" {
		text = strings.TrimRight(text, "\n") + "\n\n"
	}
	return text + "[roles]\n" + role
}

// sameButRole reports whether a configuration says after a change what it said
// before, but for what one colour stands for.
func sameButRole(before, after string, c annotations.Color, name string) bool {
	was, is := defaultSettings(), defaultSettings()
	if was.decode(before) != nil || is.decode(after) != nil || is.Roles[c] != name {
		return false
	}
	delete(was.Roles, c)
	delete(is.Roles, c)
	if len(was.Roles)+len(is.Roles) == 0 {
		was.Roles, is.Roles = nil, nil
	}
	return reflect.DeepEqual(was, is)
}

// tomlString is a basic string of TOML (v1.0.0, String).
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case unicode.IsControl(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
