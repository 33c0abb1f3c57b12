package cli

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lectern/annotations"
	"lectern/annotations/citation"
	"lectern/model"
	"lectern/model/source"
)

// settings are what the configuration file and the global flags say. A flag
// wins over the file.
type settings struct {
	Theme     choice                       `toml:"theme"`
	Lang      choice                       `toml:"lang"`
	Measure   number                       `toml:"measure"` // 0: not set
	Ambiguous choice                       `toml:"ambiguous"`
	Mouse     bool                         `toml:"mouse"`
	Author    string                       `toml:"author"`
	Cite      choice                       `toml:"cite"`
	Rates     rates                        `toml:"rates"`
	Roles     map[annotations.Color]string `toml:"roles"`

	notes    string
	encoding encodingName
	noMouse  bool
}

func defaultSettings() settings {
	return settings{
		Theme:     choice{"auto", []string{"auto", "dark", "light"}},
		Lang:      choice{language(os.Getenv), []string{"en", "zh"}},
		Measure:   number{low: 20, high: 200},
		Ambiguous: choice{"auto", []string{"auto", "narrow", "wide"}},
		Mouse:     true,
		Cite:      choice{"", citation.Names()},
		Rates:     rates{rate(model.DefaultRates.Han), rate(model.DefaultRates.Words)},
	}
}

func (s *settings) addFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&s.notes, "notes", "", "keep the notes in `FILE` instead of beside the speech")
	flags.Var(&s.encoding, "encoding", "read the speech as this `ENCODING`: "+strings.Join(source.Encodings(), ", "))
	flags.Var(&s.Theme, "theme", "colours for a `BACKGROUND`: "+strings.Join(s.Theme.allowed, ", "))
	flags.Var(&s.Lang, "lang", "`LANGUAGE` of the screens: "+strings.Join(s.Lang.allowed, ", "))
	flags.Var(&s.Measure, "measure", fmt.Sprintf("`COLUMNS` of a line, %d to %d (default %d)", s.Measure.low, s.Measure.high, defaultMeasure))
	flags.Var(&s.Ambiguous, "ambiguous", "`WIDTH` of “ ” … — · in this terminal: "+strings.Join(s.Ambiguous.allowed, ", "))
	flags.BoolVar(&s.noMouse, "no-mouse", false, "leave the mouse to the terminal")
	complete(root, "encoding", source.Encodings())
	for name, c := range map[string]choice{"theme": s.Theme, "lang": s.Lang, "ambiguous": s.Ambiguous} {
		complete(root, name, c.allowed)
	}
}

// complete offers a flag's values to the shell.
func complete(cmd *cobra.Command, flag string, values []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag is not there: a slip in this package
	}
}

// choice is a setting with a few allowed values.
type choice struct {
	value   string
	allowed []string
}

func (c *choice) String() string { return c.value }

// Type is what the help calls the value when the flag does not name it.
func (c *choice) Type() string { return "VALUE" }

// Set takes a value from the command line.
func (c *choice) Set(value string) error {
	if !slices.Contains(c.allowed, value) {
		return fmt.Errorf("%q is not one of %s", value, strings.Join(c.allowed, ", "))
	}
	c.value = value
	return nil
}

// UnmarshalText takes a value from the configuration file.
func (c *choice) UnmarshalText(text []byte) error { return c.Set(string(text)) }

// encodingName is an encoding, by any of its names.
type encodingName string

func (e *encodingName) String() string { return string(*e) }

// Type is what the help calls the value when the flag does not name it.
func (e *encodingName) Type() string { return "ENCODING" }

// Set takes a value from the command line.
func (e *encodingName) Set(value string) error {
	if !source.IsEncoding(value) {
		return fmt.Errorf("%q is not one of %s", value, strings.Join(source.Encodings(), ", "))
	}
	*e = encodingName(value)
	return nil
}

// number is a setting between two bounds; 0 when it is not set.
type number struct{ value, low, high int }

func (n *number) String() string { return strconv.Itoa(n.value) }

// Type is what the help calls the value when the flag does not name it.
func (n *number) Type() string { return "N" }

// Set takes a value from the command line.
func (n *number) Set(value string) error {
	i, err := strconv.Atoi(value)
	switch {
	case err == nil && n.low <= i && i <= n.high:
	case n.high == math.MaxInt:
		return fmt.Errorf("%q is not a whole number from %d on", value, n.low)
	default:
		return fmt.Errorf("%q is not a whole number from %d to %d", value, n.low, n.high)
	}
	n.value = i
	return nil
}

// UnmarshalText takes a value from the configuration file.
func (n *number) UnmarshalText(text []byte) error { return n.Set(string(text)) }

// rates are how fast people speak, a minute.
type rates struct {
	Han   rate `toml:"han"`
	Words rate `toml:"words"`
}

func (r rates) model() model.Rates {
	return model.Rates{Han: model.Range(r.Han), Words: model.Range(r.Words)}
}

type rate model.Range

// UnmarshalTOML takes [low, high] from the configuration file.
func (r *rate) UnmarshalTOML(value any) error {
	bounds, ok := value.([]any)
	if !ok || len(bounds) != 2 {
		return errRate
	}
	low, ok1 := bounds[0].(int64)
	high, ok2 := bounds[1].(int64)
	if !ok1 || !ok2 || low < 1 || high < low || high > 10_000 {
		return errRate
	}
	*r = rate{int(low), int(high)}
	return nil
}

var errRate = fmt.Errorf("a rate is two whole numbers a minute, slow and fast, such as [150, 250]")
