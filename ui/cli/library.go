package cli

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/adrg/xdg"

	"lectern/annotations"
	"lectern/ui"
)

// library opens speeches for the screen.
type library struct{ p *program }

// Open opens a file; an empty path is the built-in sample.
func (l library) Open(path string) (ui.Speech, error) {
	var s *speech
	var err error
	if path == "" {
		s, err = l.p.openSample()
	} else {
		s, err = l.p.openOther(path)
	}
	if err != nil {
		return ui.Speech{}, err
	}
	return l.p.screenSpeech(s), nil
}

// openOther opens a speech from the screen: --notes and --encoding are about
// the one on the command line.
func (p *program) openOther(path string) (*speech, error) {
	other := *p
	other.settings.notes = ""
	other.settings.encoding.value = ""
	return other.open(path)
}

// Recent lists the speeches read last, the latest first.
func (l library) Recent() ([]ui.Recent, error) {
	var list []ui.Recent
	for _, r := range newPlaces().recent() {
		list = append(list, ui.Recent{Name: r.Name, Title: r.Title, Path: r.Path, Annotations: countNotes(r.Notes)})
	}
	return list, nil
}

// KnownTags counts the tags of the speeches read last.
func (l library) KnownTags() ([]annotations.TagCount, error) {
	sums := map[string]annotations.TagCount{}
	for _, r := range newPlaces().recent() {
		for _, tag := range readNotes(r.Notes).TagCounts() {
			tag.Count += sums[tag.Path].Count
			sums[tag.Path] = tag
		}
	}
	tags := slices.Collect(maps.Values(sums))
	slices.SortFunc(tags, func(a, b annotations.TagCount) int { return cmp.Compare(a.Path, b.Path) })
	return tags, nil
}

// countNotes is how many annotations a notes file holds, as far as it can be read.
func countNotes(path string) int { return len(readNotes(path).Live()) }

// readNotes is a notes file as far as it can be read.
func readNotes(path string) *annotations.Notes {
	store := annotations.Store{Path: path}
	if isRegular(path) {
		if notes, _ := store.Load(); notes != nil {
			return notes
		}
	}
	return annotations.NewNotes()
}

func newPlaces() places { return places{filepath.Join(xdg.StateHome, "lectern", "places")} }

// keeper keeps the notes and the place of one speech.
type keeper struct {
	s      *speech
	places places
	now    func() time.Time
}

// SaveNotes writes the notes and returns what is on disk then.
func (k keeper) SaveNotes(n *annotations.Notes) (*annotations.Notes, error) {
	return k.s.save(n)
}

// SavePlace keeps where reading stopped; what came from standard input has no
// name to find its place again by.
func (k keeper) SavePlace(place ui.Place) error {
	if k.s.name == standardInput {
		return nil
	}
	r := reading{
		Path: k.s.path, Name: k.s.shortName(), Title: k.s.document.Title,
		Notes: k.s.store.Path, Read: k.now().UTC(),
	}
	r.put(k.s.document, place)
	return k.places.save(r)
}

// CopyNotes writes the notes to a file that is not there yet.
func (k keeper) CopyNotes(n *annotations.Notes, path string) error {
	if exists(path) {
		return fmt.Errorf("%s: %w", path, errThere)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	// A store of its own: the usual one may be busy with another try.
	elsewhere := annotations.Store{Path: path, LockDir: k.s.store.LockDir, BackupDir: k.s.store.BackupDir}
	_, err = elsewhere.Save(n)
	return err
}

// screenSpeech is a speech as the screen takes it.
func (p *program) screenSpeech(s *speech) ui.Speech {
	shown := ui.Speech{
		Name: s.shortName(), Path: s.path, Source: s.read.Source, Document: s.document, Notes: s.notes,
		Format: s.read.Format, Encoding: s.read.Encoding,
		Unreadable: s.read.Unreadable, Notice: s.read.Notice,
		NotesPath: s.store.Path, NotesAside: s.aside, ReadOnly: s.readOnly(),
	}
	k := keeper{s, newPlaces(), p.now}
	shown.Keeper, shown.Copier = k, k
	if s.canMend() {
		shown.Mender = mender{s, p.now}
	}
	if s.hasStrays() {
		shown.Strays = strays{s}
	}
	if r, known := k.places.load(s.path); known && s.name != standardInput {
		shown.Place = r.place(s.document)
	}
	return shown
}

// shortName is the speech's name without its folder.
func (s *speech) shortName() string {
	switch {
	case s.path != "":
		return filepath.Base(s.path)
	case s.name == standardInput:
		return "stdin"
	}
	return s.name
}
