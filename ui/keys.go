package ui

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
)

// binding is what some keys do in a mode. The hints, the help, the menu and the
// README's tables are made from the same data as the behaviour.
type binding struct {
	// keys are sequences of key presses, written with blanks between them:
	// "j", "] ]"; any stands for any character: "m any".
	keys []string
	help phrase
	do   func(*reader) tea.Cmd
	// color is the colour that the key marks in; its role completes the help.
	color annotations.Color
	// hint puts the key among the hints in the bottom row.
	hint bool
	// menu puts what the key does into the menu of Enter.
	menu bool
	// when says whether the binding works now; nil is always.
	when func(*reader) bool
	// there says whether there is such a key in this run; nil is always. One
	// that is not there is not in the help either.
	there func(*reader) bool
	// group starts a new group of keys in the help.
	group phrase
}

// colorBindings are the keys 1 to 5, each as like says but for its colour; the
// first of them starts like's group.
func colorBindings(like binding, do func(annotations.Color) func(*reader) tea.Cmd) []binding {
	var five []binding
	for i, c := range annotations.Colors {
		b := like
		b.keys, b.help, b.color, b.do = []string{strconv.Itoa(i + 1)}, sayMarkAs, c, do(c)
		five = append(five, b)
		like.group = phrase{}
	}
	return five
}

func (b *binding) enabled(r *reader) bool {
	return (b.when == nil || b.when(r)) && (b.there == nil || b.there(r))
}

// shown is the binding as Bubbles' help writes keys; roles are the reader's own
// names for the colours.
func (b *binding) shown(l look, roles map[annotations.Color]string) key.Binding {
	var names []string
	for _, sequence := range b.keys {
		names = append(names, l.keyName(sequence))
	}
	help := l.say(b.help)
	if b.color != annotations.None {
		help = l.say(b.help, l.role(b.color, roles))
	}
	return key.NewBinding(key.WithKeys(b.keys...), key.WithHelp(strings.Join(names, " "), help))
}

var keyNames = map[string]string{
	"up": "↑", "down": "↓", "left": "←", "right": "→", "pgdown": "PgDn", "pgup": "PgUp", "home": "Home", "end": "End",
	"enter": "Enter", "esc": "Esc", "tab": "Tab", "shift+tab": "shift+Tab", "space": "Space", "f1": "F1",
	"backspace": "Backspace", "delete": "Del", "any": "x",
}

// wideKeyNames are those where an arrow takes two cells.
var wideKeyNames = map[string]string{"up": "Up", "down": "Down", "left": "Left", "right": "Right"}

// keyName writes a sequence as people read it: "] ]" is "]]", "m any" is "m x".
func (l look) keyName(sequence string) string {
	parts := strings.Split(sequence, " ")
	between := ""
	for i, part := range parts {
		name, ok := keyNames[part]
		if wide, there := wideKeyNames[part]; there && l.grid.Wide {
			name = wide
		}
		if ok {
			parts[i], between = name, " "
		}
	}
	return strings.Join(parts, between)
}

// match says how a run of key presses stands to the bindings: the binding it
// completes, or whether it begins one.
func match(r *reader, bindings []binding, pressed []string) (found *binding, begins bool) {
	for i := range bindings {
		b := &bindings[i]
		if !b.enabled(r) {
			continue
		}
		for _, sequence := range b.keys {
			want := strings.Split(sequence, " ")
			switch {
			case !startsWith(want, pressed):
			case len(want) == len(pressed):
				return b, false
			default:
				begins = true
			}
		}
	}
	return nil, begins
}

func startsWith(want, pressed []string) bool {
	if len(pressed) > len(want) {
		return false
	}
	for i, k := range pressed {
		if want[i] != k && (want[i] != "any" || utf8.RuneCountInString(k) > 1) {
			return false
		}
	}
	return true
}

// Characters that a Chinese input method leaves on type in place of a key, where
// the half-width form is not simply 0xFEE0 below.
var inputMethodKeys = map[rune]rune{
	'。': '.', '、': '/', '【': '[', '】': ']', '「': '{', '」': '}', '『': '{', '』': '}',
	'‘': '\'', '’': '\'', '“': '"', '”': '"', '·': '`', '　': ' ',
}

// pressed is a key's name, with the full-width characters that an input method
// types read as the keys they stand on.
func pressed(k tea.KeyPressMsg) string {
	name := k.String()
	if name == "ctrl+j" { // Enter, typed before the terminal was ours: it had made it a newline
		return "enter"
	}
	character, size := utf8.DecodeRuneInString(name)
	if size != len(name) {
		return name
	}
	if character >= '！' && character <= '～' {
		character -= 0xFEE0
	} else if plain, ok := inputMethodKeys[character]; ok {
		character = plain
	}
	if character == ' ' {
		return "space"
	}
	return string(character)
}
