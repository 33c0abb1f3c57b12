package cli

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"lectern/model/source"
	"lectern/ui"
)

// This file reads a speech in an encoding that the reader chose. The choice is
// kept with the reading place; what --encoding says wins and is not kept.

// readFile reads the speech's file: in the encoding asked for, or in the one the
// reader chose for it once, unless it cannot be read so any more.
func (s *speech) readFile() error {
	_, err := s.readWith(func(path, encoding string) (source.Speech, bool, error) {
		read, err := source.Open(path, encoding)
		return read, true, err
	})
	return err
}

// readHead reads the beginning of the speech's file, in the same way; whole says
// that it is all of it.
func (s *speech) readHead() (whole bool, err error) { return s.readWith(source.OpenHead) }

func (s *speech) readWith(open func(path, encoding string) (source.Speech, bool, error)) (whole bool, err error) {
	s.state = stateOf(s.name)
	r, _ := newPlaces().load(s.path)
	s.chosen = r.Encoding
	s.read, whole, err = open(s.name, cmp.Or(s.encoding, s.chosen))
	if err != nil && s.encoding == "" && s.chosen != "" {
		s.chosen = ""
		s.read, whole, err = open(s.name, "")
	}
	s.encoding = cmp.Or(s.encoding, s.chosen)
	return whole, err
}

// canRecode reports whether the speech is a file whose encoding may be another.
func (s *speech) canRecode() bool { return s.path != "" && s.read.Encoding != "" }

// Decodings reads the file in every encoding that makes another text of it. The
// one it seems to be in is the first, then those that leave the fewest characters
// unread.
func (k *keeper) Decodings() ([]ui.Decoding, error) {
	likely, err := source.Open(k.s.path, "")
	if err != nil {
		return nil, err
	}
	list, texts := []ui.Decoding{decoding(likely)}, []string{likely.Text}
	for _, name := range source.Encodings() {
		read, err := source.Open(k.s.path, name)
		if err != nil || slices.Contains(texts, read.Text) {
			continue
		}
		list, texts = append(list, decoding(read)), append(texts, read.Text)
	}
	slices.SortStableFunc(list[1:], func(a, b ui.Decoding) int { return cmp.Compare(a.Unreadable, b.Unreadable) })
	return list, nil
}

// tellingWords is how many characters tell one reading from another.
const tellingWords = 24

// decoding is a reading with its words from the first that is not ASCII on: those
// before it are the same in most encodings.
func decoding(read source.Speech) ui.Decoding {
	at := max(strings.IndexFunc(read.Text, func(r rune) bool { return r >= utf8.RuneSelf }), 0)
	words := []rune(strings.Join(strings.Fields(read.Text[at:min(len(read.Text), at+4*tellingWords)]), " "))
	return ui.Decoding{Encoding: read.Encoding, Unreadable: read.Unreadable, Words: string(words[:min(len(words), tellingWords)])}
}

// Recode reads the speech in an encoding, and from now on so.
func (k *keeper) Recode(encoding string) (ui.Speech, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	read, err := source.Open(k.s.path, encoding)
	if err != nil {
		return ui.Speech{}, err
	}
	k.s.encoding, k.s.chosen = encoding, encoding
	return readAgain(read), nil
}

// readAgain is a speech of which nothing is known but what was read.
func readAgain(read source.Speech) ui.Speech {
	return ui.Speech{
		Source: read.Source, Format: read.Format, Encoding: read.Encoding,
		Unreadable: read.Unreadable, Notice: read.Notice,
	}
}
