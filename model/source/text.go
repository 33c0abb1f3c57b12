package source

import (
	"fmt"

	"lectern/model"
)

// readText takes the text as it is: its lines are for the model to read.
func readText(f *file, s *Speech) error {
	d, err := decode(f.raw, f.encoding)
	if err != nil {
		return err
	}
	if d.mostlyUnreadable(f.encoding != "") {
		return fmt.Errorf("%w (%s; if it is text, name its --encoding)", ErrBinary, whatIsRead)
	}
	s.take(d)
	return nil
}

// take puts in the text that was decoded.
func (s *Speech) take(d decoded) {
	s.Source = model.Source{Text: d.content}
	s.Encoding, s.Unreadable = d.encoding, d.unreadable
}

// readMarkdown adds the blocks, unless the text would keep the parser busy
// for too long: then it stays plain text, and the notice says so.
func readMarkdown(f *file, s *Speech) error {
	if err := readText(f, s); err != nil {
		return err
	}
	if reason := tooIntricate(s.Text); reason != "" {
		s.Format = "text"
		s.Notice = "shown as plain text: its Markdown has " + reason
		return nil
	}
	s.Source = markdown(s.Text)
	return nil
}
