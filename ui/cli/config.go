package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
)

// load sets the defaults and what the configuration file says. The file is
// only ever taken from the XDG directory, never from the working directory: a
// folder of speeches from a stranger must not configure the program.
func (s *settings) load() error {
	*s = defaultSettings()
	path := configPath()
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = s.decode(string(text))
	}
	if err != nil {
		return fmt.Errorf("%s: %w (correct the file, or move it away)", path, reason(err))
	}
	return nil
}

func (s *settings) decode(text string) error {
	meta, err := toml.Decode(text, s)
	if err != nil {
		return configError(err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		key := unknown[0]
		return fmt.Errorf("line %d: there is no setting %q", lineOfKey(text, key), key.String())
	}
	return s.checkRoles(text)
}

func (s *settings) checkRoles(text string) error {
	color := colorChoice()
	for name := range s.Roles {
		if err := color.Set(string(name)); err != nil {
			return fmt.Errorf("line %d: roles: %w", lineOfKey(text, toml.Key{string(name)}), err)
		}
	}
	return nil
}

// configError puts the line first and leaves out what only a programmer needs.
func configError(err error) error {
	var parse toml.ParseError
	if errors.As(err, &parse) {
		return fmt.Errorf("line %d: %s: %s", parse.Position.Line, parse.LastKey, parse.Message)
	}
	return errors.New(strings.TrimPrefix(err.Error(), "toml: "))
}

// lineOfKey finds the line that a key stands on, from 1: the decoder keeps no
// positions of the keys it could not place.
func lineOfKey(text string, key toml.Key) int {
	name := key[len(key)-1]
	for i, line := range strings.Split(text, "\n") {
		word := strings.TrimLeft(line, " \t[\"'")
		if after, found := strings.CutPrefix(word, name); found && strings.IndexAny(after+"=", "=]\"' \t.") == 0 {
			return i + 1
		}
	}
	return 1
}
