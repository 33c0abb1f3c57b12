package ui

import (
	tea "charm.land/bubbletea/v2"

	"lectern/annotations/citation"
	"lectern/model"
)

// This file copies passages, alone and with their source.

// copying is a text on its way to the clipboard, and how the reader is told: a
// phrase with the way it went and then what it is.
type copying struct {
	text string
	said phrase
	what string
}

// copy puts a text on the system's clipboard, or else on the terminal's. It goes
// in visible form: it will be pasted into terminals.
func (r *reader) copy(c copying) tea.Cmd {
	c.text = visibleLines(c.text)
	r.selection = nil
	r.backToReading()
	if r.config.Clipboard == nil {
		return r.copyThroughTerminal(c)
	}
	return writeClipboard(r.config.Clipboard, c)
}

// clipped takes in how the system's clipboard took a text. The terminal may take
// what it did not.
func (r *reader) clipped(m clippedMsg) tea.Cmd {
	if m.err != nil {
		return r.copyThroughTerminal(m.copying)
	}
	r.tell(m.said, r.look.say(sayBySystem), m.what)
	return nil
}

// longestOSC52 is how many bytes of text fit into the 100,000 that terminals
// take of a sequence, in base64: more may be dropped without a word.
const longestOSC52 = 74_994

// copyThroughTerminal copies by OSC 52, which also works through ssh, but which
// no terminal answers: that it went is all that can be said.
func (r *reader) copyThroughTerminal(c copying) tea.Cmd {
	switch {
	case len(c.text) > longestOSC52:
		r.warn(c.said, r.look.say(sayByTerminalLong), c.what)
	case r.config.Tmux:
		r.tell(c.said, r.look.say(sayByTmux), c.what)
	default:
		r.tell(c.said, r.look.say(sayByTerminal), c.what)
	}
	return copyText(c.text)
}

func copyHere(r *reader) tea.Cmd {
	if r.target().Empty() {
		return nil
	}
	text := r.doc().Plain(r.target())
	return r.copy(copying{text, sayCopied, r.look.clip(model.JoinLines(text), 24)})
}

func copyWithSource(r *reader) tea.Cmd {
	span := r.target()
	if span.Empty() {
		return nil
	}
	style := r.citeStyle()
	text := style.Quote(citation.Passage{
		Info: r.info(), Document: r.doc(), Span: span, Quote: r.doc().Plain(span), Seen: r.now(),
	})
	return r.copy(copying{text, sayCopiedWithSource, r.look.say(citeNames[style.Name])})
}

// citeStyle is the style used last, or else the one of the configuration.
func (r *reader) citeStyle() citation.Style {
	if style, ok := citation.Find(r.config.Cite); ok {
		return style
	}
	return citation.Styles[0]
}

// openCiteStyles asks for the style to copy in, which then stays.
func openCiteStyles(r *reader) tea.Cmd {
	if r.target().Empty() {
		return nil
	}
	var items []choice
	at := 0
	for i, style := range citation.Styles {
		if style.Name == r.citeStyle().Name {
			at = i
		}
		items = append(items, choice{label: r.look.say(citeNames[style.Name]), detail: style.Name, do: func(r *reader) tea.Cmd {
			r.config.Cite = style.Name
			return copyWithSource(r)
		}})
	}
	styles := newChooser(sayCiteStyles, items)
	styles.at = at
	r.enter(styles)
	return nil
}
