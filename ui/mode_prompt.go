package ui

import (
	"maps"

	tea "charm.land/bubbletea/v2"

	"lectern/annotations"
	"lectern/model"
)

// prompt asks for one line.
type prompt struct {
	label  phrase
	args   []any
	input  *input
	accept func(r *reader, value string) tea.Cmd
}

func (p *prompt) title() phrase { return p.label }

func (*prompt) bindings() []binding { return promptKeys }

var promptKeys = []binding{
	{group: sayChoose, keys: []string{"enter"}, help: sayChooseThis, do: acceptPrompt, hint: true},
	{keys: []string{"esc", "ctrl+c"}, help: sayCancel, do: leave, hint: true},
}

func (p *prompt) write(_ *reader, msg tea.Msg) tea.Cmd {
	p.input.update(msg)
	return nil
}

func acceptPrompt(r *reader) tea.Cmd {
	p := r.mode().(*prompt)
	r.leave()
	return p.accept(r, p.input.line())
}

func (*prompt) dock(*reader) dock { return dockBottom }

func (p *prompt) draw(r *reader, width, _ int) ([]string, *tea.Cursor) {
	label := r.look.clip(" "+r.look.say(p.label, p.args...)+" ", width*2/3)
	row, cursor := p.input.draw(r.look, label, width)
	return []string{row, r.hintRow()}, cursor
}

// askCopyFile asks where the notes shall go when their own place cannot be
// written.
func (r *reader) askCopyFile(name string) tea.Cmd {
	r.enter(&prompt{label: sayCopyTo, input: newInput(name), accept: func(r *reader, path string) tea.Cmd {
		if path == "" || r.speech.Copier == nil {
			return nil
		}
		return copyNotes(&r.book, r.speech.Copier, r.book.set.Notes(), path)
	}})
	return nil
}

// openRoles lists the five roles, to give one a name of the reader's own.
func openRoles(r *reader) tea.Cmd {
	if !r.writable() {
		return nil
	}
	var items []choice
	for _, c := range annotations.Colors {
		name := r.look.role(c, r.roles())
		items = append(items, choice{label: roleHues[c].digit + " " + name, detail: r.look.say(colorNames[c]), do: func(r *reader) tea.Cmd {
			r.enter(&prompt{label: sayRoleName, args: []any{roleHues[c].digit}, input: newInput(name), accept: nameRole(c)})
			return nil
		}})
	}
	r.enter(newChooser(sayNameRoles, items))
	return nil
}

// nameRole asks for which speeches a colour stands for what was typed.
func nameRole(c annotations.Color) func(*reader, string) tea.Cmd {
	return func(r *reader, name string) tea.Cmd {
		here := func(r *reader) tea.Cmd { return r.setRole(c, name) }
		if r.config.RoleKeeper == nil {
			return here(r)
		}
		r.enter(newChooser(sayRoleWhere, []choice{
			{label: r.look.say(sayRoleHere), do: here},
			{label: r.look.say(sayRoleEverywhere), do: func(r *reader) tea.Cmd { return keepRole(&r.book, r.config.RoleKeeper, c, name) }},
		}))
		return nil
	}
}

func (r *reader) setRole(c annotations.Color, name string) tea.Cmd {
	r.book.set.SetRole(r.now(), c, name)
	cmd := r.edited()
	r.tell(sayRoleNamed, roleHues[c].digit, r.look.role(c, r.roles()))
	return cmd
}

// roleKept takes in what a colour stands for in all speeches, this one included:
// what its own notes said of it goes.
func (r *reader) roleKept(m roleKeptMsg) tea.Cmd {
	if m.err != nil {
		r.warn(sayRoleNotKept, m.err)
		return nil
	}
	roles := map[annotations.Color]string{}
	maps.Copy(roles, r.look.roles)
	roles[m.color] = m.name
	r.look.roles = roles
	var cmd tea.Cmd
	if m.book == &r.book && r.roles()[m.color] != "" && r.book.readOnly == "" {
		cmd = r.setRole(m.color, "")
	}
	r.tell(sayRoleKept, roleHues[m.color].digit, r.look.role(m.color, r.roles()))
	return cmd
}

// openRuling lets the reader say what the paragraph under the cursor is: rules
// can be wrong about a heading.
func openRuling(r *reader) tea.Cmd {
	if !r.writable() {
		return nil
	}
	var items []choice
	for level, label := range []phrase{sayNotHeading, sayHeading1, sayHeading2, sayHeading3, sayHeading4} {
		items = append(items, choice{label: r.look.say(label), do: func(r *reader) tea.Cmd { return r.rule(level) }})
	}
	r.enter(newChooser(sayRuleHeading, items))
	return nil
}

func (r *reader) rule(level int) tea.Cmd {
	i := r.doc().ParagraphAt(r.cursor)
	if i < 0 {
		return nil
	}
	r.book.set.Rule(r.now(), r.doc(), model.Ruling{At: r.doc().Paragraphs[i].Span.Start, Level: level})
	r.tell(sayRuled)
	return tea.Batch(r.edited(), r.parseAgain())
}

// canRule reports whether the structure of so long a text is read at all.
func canRule(r *reader) bool { return len(r.doc().Text) <= model.MaxParsed }

// parseAgain finds out what the paragraphs are.
func (r *reader) parseAgain() tea.Cmd {
	r.parseTurn++
	r.speech.Skimmed = false
	if !canRule(r) {
		return findSections(&r.book, r.parseTurn, r.doc())
	}
	return parse(&r.book, r.parseTurn, r.speech.Source, r.book.notes)
}
