package cli

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui"
)

// library opens speeches for the screen.
type library struct{ p *program }

// Open opens a file; an empty path is the built-in sample.
func (l library) Open(path string) (ui.Speech, error) {
	if path == "" {
		s, err := l.p.openSample()
		if err != nil {
			return ui.Speech{}, err
		}
		return l.p.screenSpeech(s), nil
	}
	return l.p.forOthers().openForScreen(path)
}

// forOthers is the program as it opens other speeches than the one on the command
// line, which --notes and --encoding are about.
func (p *program) forOthers() *program {
	other := *p
	other.settings.notes = ""
	other.settings.encoding = ""
	return &other
}

// Recent lists the speeches read last, the latest first.
func (l library) Recent() ([]ui.Recent, error) {
	var list []ui.Recent
	for _, r := range newPlaces().recent() {
		list = append(list, ui.Recent{Name: r.Name, Title: r.Title, Path: r.Path, Annotations: r.noted().Annotations})
	}
	return list, nil
}

// KnownTags counts the tags of the speeches read last.
func (l library) KnownTags() ([]annotations.TagCount, error) {
	sums := map[string]annotations.TagCount{}
	for _, r := range newPlaces().recent() {
		for _, tag := range r.noted().Tags {
			count := sums[tag.Path].Count + tag.Count
			sums[tag.Path] = annotations.TagCount{Path: tag.Path, Color: tag.Color, Count: count}
		}
	}
	tags := slices.Collect(maps.Values(sums))
	slices.SortFunc(tags, func(a, b annotations.TagCount) int { return cmp.Compare(a.Path, b.Path) })
	return tags, nil
}

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

func newPlaces() places { return places{filepath.Join(stateFolder(), "places")} }

// screenSpeech is a speech as the screen takes it.
func (p *program) screenSpeech(s *speech) ui.Speech {
	shown := ui.Speech{
		Name: s.shortName(), Path: s.path, Source: s.read.Source, Document: s.document, Notes: s.notes,
		Format: s.read.Format, Encoding: s.read.Encoding,
		Unreadable: s.read.Unreadable, Notice: s.read.Notice,
		NotesPath: s.store.Path, NotesAside: s.aside, ReadOnly: s.readOnly(),
	}
	s.read.Source = model.Source{} // the screen has it, until the file changes
	k := newKeeper(p, s)
	shown.Keeper, shown.Copier, shown.Watcher, shown.Drafter = k, k, k, newDrafts(s.store.Path, s.path)
	if s.canRecode() {
		shown.Recoder = k
	}
	if s.canMend() {
		shown.Mender = mender{s, p.now}
	}
	if s.hasStrays() {
		shown.Strays = strays{s, k.document}
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
