package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"lectern/annotations"
	"lectern/model"
	"lectern/model/source"
	"lectern/ui"
)

// opening opens a long speech for the screen step by step: its beginning at once,
// and the rest from commands.
type opening struct {
	p       *program
	s       *speech
	checked bool // the bytes of the text are known to be in its encoding
}

// smallNotes is how many bytes of notes are read before the first screen.
const smallNotes = 64 << 10

// openForScreen opens the speech in a file, or its beginning.
func (p *program) openForScreen(name string) (ui.Speech, error) {
	if name == standardInput {
		s, err := p.open(name)
		if err != nil {
			return ui.Speech{}, err
		}
		return p.screenSpeech(s), nil
	}
	s := &speech{name: name, encoding: string(p.settings.encoding)}
	var err error
	if s.path, err = filepath.Abs(name); err != nil {
		return ui.Speech{}, err
	}
	whole, err := s.readHead()
	if err != nil {
		return ui.Speech{}, err
	}
	if whole && s.hasSmallNotes(p) {
		if err := p.takeUndescribed(s); err != nil {
			return ui.Speech{}, err
		}
		return p.screenSpeech(s), nil
	}
	shown := s.beginning()
	shown.Opening = &opening{p: p, s: s, checked: whole}
	return shown, nil
}

// hasSmallNotes reports whether reading the notes takes no time that one sees.
func (s *speech) hasSmallNotes(p *program) bool {
	path, err := p.notesPath(s)
	if err != nil {
		return true // loading them says why
	}
	info, err := os.Stat(path)
	return err != nil || info.Size() <= smallNotes
}

// beginning is the speech as its first screen shows it: nothing of it, when reading
// stopped further down.
func (s *speech) beginning() ui.Speech {
	shown := s.withoutNotes(model.Parse(s.read.Source))
	shown.Bytes = s.read.Bytes
	if end := len(shown.Document.Text); end > 0 && shown.Place.Offset == end {
		shown.Document, shown.Place = model.Parse(model.Source{}), ui.Place{}
	}
	return shown
}

// withoutNotes is a speech whose notes have not been read.
func (s *speech) withoutNotes(d *model.Document) ui.Speech {
	shown := ui.Speech{
		Name: s.shortName(), Path: s.path, Source: s.read.Source, Document: d, Notes: annotations.NewNotes(),
		Format: s.read.Format, Encoding: s.read.Encoding, Unreadable: s.read.Unreadable, Notice: s.read.Notice,
	}
	if r, known := newPlaces().load(s.path); known {
		shown.Place = r.place(d)
	}
	return shown
}

// Text reads the whole text.
func (o *opening) Text() (ui.Speech, error) {
	s := o.s
	if !o.checked {
		var err error
		s.read, o.checked, err = source.OpenText(s.name, s.encoding)
		if err != nil {
			return ui.Speech{}, err
		}
	}
	s.document = model.Skim(s.read.Source)
	shown := s.withoutNotes(s.document)
	shown.Opening = o
	return shown, nil
}

// heapRoom is how many bytes there may be beside a long text and its paragraphs before
// collecting becomes urgent.
const heapRoom = 24 << 20

// makeRoomFor bounds the memory for a text that is most of it: the collector would let
// that grow to twice what is used. What is in memory already stays beside it for a
// while, such as the text that it replaces. The reader's own GOMEMLIMIT stands. One
// thread more than there are processors is for the keys: when all others compute, Go
// would have them wait 10 ms, but the system's scheduler prefers who has slept.
func makeRoomFor(text string) {
	if len(text) <= model.MaxParsed {
		return
	}
	runtime.GOMAXPROCS(runtime.NumCPU() + 1)
	if os.Getenv("GOMEMLIMIT") == "" {
		const paragraph = 64 // bytes, that the outline has of it
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		debug.SetMemoryLimit(int64(now.HeapAlloc) + int64(strings.Count(text, "\n"))*paragraph + heapRoom)
	}
}

// Rest reads the notes and looks closer at the text.
func (o *opening) Rest() (ui.Speech, error) {
	s := o.s
	makeRoomFor(s.read.Text)
	if !o.checked {
		before := s.read.Text
		var err error
		if s.read, err = source.Check(s.name, s.encoding, s.read); err != nil {
			return ui.Speech{}, err
		}
		if s.read.Text != before {
			s.document = model.Skim(s.read.Source)
		}
	}
	if err := o.p.loadNotes(s); err != nil {
		return ui.Speech{}, err
	}
	shown := o.p.screenSpeech(s)
	shown.Skimmed = true
	return shown, nil
}

// SavePlace keeps a place before the notes have been read: what is known of them from
// the last time stays.
func (o *opening) SavePlace(d *model.Document, place ui.Place) error {
	places := newPlaces()
	r, known := places.load(o.s.path)
	if !known {
		unread := speech{name: o.s.name, path: o.s.path} // Rest may be at work on the other
		notes, err := o.p.notesPath(&unread)
		if err != nil {
			return err
		}
		r = reading{Path: unread.path, Name: unread.shortName(), Title: d.Title, Notes: notes}
	}
	r.Read = o.p.now().UTC()
	r.put(d, place)
	return places.save(r)
}
