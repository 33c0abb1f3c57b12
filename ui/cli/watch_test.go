package cli

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"lectern/annotations"
	"lectern/model"
	"lectern/ui"
)

// watched is talk.txt as it is open on a screen.
func watched(t *testing.T) (ui.Speech, string) {
	t.Helper()
	p, talk := newProgram(t)
	s, err := library{p}.Open(talk)
	if err != nil {
		t.Fatal(err)
	}
	return s, talk
}

// byOthers is what another program adds to the notes of a speech.
func byOthers(t *testing.T, talk string) []byte {
	t.Helper()
	p, _ := newProgram(t)
	s, err := library{p}.Open(talk)
	if err != nil {
		t.Fatal(err)
	}
	annotateToo(t, s)
	raw, err := os.ReadFile(annotations.Sidecar(talk))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func write(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func nothing(t *testing.T, s ui.Speech, when string) {
	t.Helper()
	if news := s.Watcher.Look(); news != (ui.News{}) {
		t.Errorf("%s: %+v", when, news)
	}
}

func TestLookFindsNotesOfOthers(t *testing.T) {
	s, talk := watched(t)
	nothing(t, s, "at first")
	byOthers(t, talk)
	if news := s.Watcher.Look(); news.Notes == nil || len(news.Notes.Live()) != 1 {
		t.Errorf("%+v", news)
	}
	nothing(t, s, "after that")
	annotateToo(t, s)
	nothing(t, s, "after a save of our own")
}

// A file in the middle of being written is looked at again before anything is said.
func TestLookAtHalfAFile(t *testing.T) {
	s, talk := watched(t)
	path := annotations.Sidecar(talk)
	whole := byOthers(t, talk)
	s.Watcher.Look()
	for _, half := range []string{"", "{", `{"format":`} {
		write(t, path, []byte(half))
		nothing(t, s, "half a file")
	}
	write(t, path, append(whole, '\n'))
	if news := s.Watcher.Look(); news.Notes == nil || news.ReadOnly != "" {
		t.Errorf("%+v", news)
	}
	write(t, path, []byte("["))
	nothing(t, s, "broken just now")
	if news := s.Watcher.Look(); !strings.Contains(news.ReadOnly, path) {
		t.Errorf("broken: %+v", news)
	}
	nothing(t, s, "said already")
	write(t, path, whole)
	if news := s.Watcher.Look(); news.Notes == nil {
		t.Errorf("mended: %+v", news)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	nothing(t, s, "gone just now")
	if news := s.Watcher.Look(); !news.NotesGone {
		t.Errorf("gone: %+v", news)
	}
	nothing(t, s, "said already")
}

// A copy that a synchroniser put beside the notes is taken in when it comes.
func TestLookFindsConflictCopies(t *testing.T) {
	s, talk := watched(t)
	annotate(t, s)
	nothing(t, s, "at first")
	theirs := byOthers(t, talk)
	s.Watcher.Look()
	copied := strings.TrimSuffix(annotations.Sidecar(talk), ".json") + ".sync-conflict-20261123-010203-ABCDEFG.json"
	write(t, copied, theirs)
	if news := s.Watcher.Look(); news.Notes == nil || news.Notes.Copies() != 1 {
		t.Errorf("%+v", news)
	}
	nothing(t, s, "after that")
}

// The speech is read again when it has been left alone for a look, in the encoding
// it was opened with.
func TestLookAtTheSpeech(t *testing.T) {
	p, talk := newProgram(t)
	write(t, talk, []byte("\xd5\xe2\xca\xc7\xd2\xbb\xbe\xe4\xbb\xb0\xa1\xa3\n"))
	if err := p.settings.encoding.Set("gb18030"); err != nil {
		t.Fatal(err)
	}
	opened, err := p.open(talk)
	if err != nil {
		t.Fatal(err)
	}
	s := p.screenSpeech(opened)
	write(t, talk, []byte("\xd5\xe2"))
	nothing(t, s, "being written")
	write(t, talk, []byte("\xd5\xe2\xca\xc7\xc1\xed\xd2\xbb\xbe\xe4\xbb\xb0\xa1\xa3\n"))
	nothing(t, s, "written just now")
	if news := s.Watcher.Look(); news.Speech != ui.FileChanged {
		t.Errorf("%+v", news)
	}
	nothing(t, s, "after that")
	if fresh, err := s.Watcher.Reread(); err != nil || fresh.Source.Text != "这是另一句话。\n" || fresh.Encoding != "gb18030" {
		t.Errorf("%q, %s, %v", fresh.Source.Text, fresh.Encoding, err)
	}
	if err := os.Remove(talk); err != nil {
		t.Fatal(err)
	}
	nothing(t, s, "gone just now")
	if news := s.Watcher.Look(); news.Speech != ui.FileGone {
		t.Errorf("%+v", news)
	}
	nothing(t, s, "said already")
	if _, err := s.Watcher.Reread(); err == nil {
		t.Error("a speech was read that is not there")
	}
}

// Another program wrote between our save and the look at what we wrote.
func TestLookRightBehindASave(t *testing.T) {
	s, talk := watched(t)
	k := s.Keeper.(*keeper)
	_, err := k.s.save(s.Notes)
	if err != nil {
		t.Fatal(err)
	}
	byOthers(t, talk)
	k.wrote()
	if news := s.Watcher.Look(); news.Notes == nil || len(news.Notes.Live()) != 1 {
		t.Errorf("%+v", news)
	}
}

func BenchmarkLook(b *testing.B) {
	p := &program{now: time.Now}
	path := b.TempDir() + "/talk.txt"
	if err := os.WriteFile(path, []byte("一句话。\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	s := &speech{path: path, document: model.Parse(model.Source{Text: "一句话。\n"})}
	s.store.Path = annotations.Sidecar(path)
	s.state = stateOf(path)
	k := newKeeper(p, s)
	for b.Loop() {
		k.Look()
	}
}

// The bound on memory follows a long file that grows: both texts are held for a while,
// and a collector that has no room for them would never rest.
func TestRoomForALongFileThatGrows(t *testing.T) {
	limit, processors := debug.SetMemoryLimit(-1), runtime.GOMAXPROCS(0)
	t.Cleanup(func() {
		debug.SetMemoryLimit(limit)
		runtime.GOMAXPROCS(processors)
	})
	t.Setenv("GOMEMLIMIT", "")
	p, talk := newProgram(t)
	long := strings.Repeat("We meet again today, and so we shall.\n\n", 1+model.MaxParsed/39)
	write(t, talk, []byte(long))
	first := opened(t, p, talk)
	text, err := first.Opening.Text()
	if err != nil {
		t.Fatal(err)
	}
	rest, err := text.Opening.Rest()
	if err != nil {
		t.Fatal(err)
	}
	if room := debug.SetMemoryLimit(-1); room < int64(len(long)) || room > limit/2 {
		t.Errorf("the bound is %d", room)
	}
	write(t, talk, []byte(long+long+long))
	fresh, err := rest.Watcher.Reread()
	if err != nil {
		t.Fatal(err)
	}
	if room := debug.SetMemoryLimit(-1); room < int64(len(rest.Document.Text)+len(fresh.Source.Text)) {
		t.Errorf("the bound is %d, the texts are %d and %d", room, len(rest.Document.Text), len(fresh.Source.Text))
	}
}

// A place that is kept before the notes have been read leaves what is known of these.
func TestPlaceBeforeTheNotes(t *testing.T) {
	p, talk := newProgram(t)
	write(t, talk, []byte(strings.Repeat("We meet again today, and so we shall.\n\n", 10_000)))
	first := opened(t, p, talk)
	d := first.Document
	for _, known := range []bool{false, true} {
		if known {
			r, _ := newPlaces().load(talk)
			r.Noted, r.Encoding = &noted{Annotations: 3}, "utf-8"
			if err := newPlaces().save(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := first.Opening.SavePlace(d, ui.Place{Offset: 300}); err != nil {
			t.Fatal(err)
		}
		r, ok := newPlaces().load(talk)
		if !ok || r.At != 300 || r.Notes != annotations.Sidecar(talk) || r.Name != "talk.txt" || r.Read.IsZero() {
			t.Errorf("kept is %+v", r)
		}
		if known && (r.Noted == nil || r.Noted.Annotations != 3 || r.Encoding != "utf-8") {
			t.Errorf("what was known is gone: %+v", r)
		}
	}
}

// A long speech is described by the first save, and after its file has changed with
// the text that is on the page then, by which its notes are found; the text before is
// held no longer.
func TestALongSpeechThatChangesIsDescribedAsItIsNow(t *testing.T) {
	p, talk := newProgram(t)
	long := "Old Title\n\n" + strings.Repeat("We meet again today, and so we shall.\n\n", 10_000)
	write(t, talk, []byte(long))
	first := opened(t, p, talk)
	for first.Opening != nil {
		text, err := first.Opening.Text()
		if err != nil {
			t.Fatal(err)
		}
		if first, err = text.Opening.Rest(); err != nil {
			t.Fatal(err)
		}
		first.Opening = nil
	}
	k := first.Keeper.(*keeper)
	if k.s.read.Text != "" {
		t.Error("the source is held beside the document")
	}
	write(t, talk, []byte("A new title\n\nIt is short now.\n"))
	fresh, err := first.Watcher.Reread()
	if err != nil {
		t.Fatal(err)
	}
	d := model.Parse(fresh.Source)
	set := annotations.NewSet(first.Notes)
	save := func() *annotations.Notes {
		t.Helper()
		set.Add(time.Unix(1e9, 0), annotations.New(d, model.Span{End: 5}, time.Unix(1e9, 0)))
		saved, err := k.SaveNotes(set.Notes())
		if err != nil {
			t.Fatal(err)
		}
		set.Replace(saved)
		return saved
	}
	set.Describe(d, fresh.Encoding)
	now := annotations.RevisionOf(d, fresh.Encoding)
	for range 2 { // what came back from a save is described all the same
		if saved := save(); len(saved.Document.Revisions) != 1 || saved.Document.Revisions[0].SHA256 != now.SHA256 || len(saved.Texts) != 1 || saved.Texts[0].Text != d.Text {
			t.Errorf("%d texts, revisions %+v", len(saved.Texts), saved.Document.Revisions)
		}
	}
	entry, err := newTextIndex().load(now)
	if err != nil || len(entry.Files) != 1 {
		t.Errorf("the index knows of %v: %v", entry.Files, err)
	}
	if err := k.SavePlace(d, ui.Place{}); err != nil || k.document() != d {
		t.Errorf("the text before is held: %v", err)
	}
}

// Notes that go elsewhere, for a copy or because they cannot be saved, say which text
// they are about, though none was saved yet.
func TestNotesElsewhereSayTheirText(t *testing.T) {
	p, talk := newProgram(t)
	s := opened(t, p, talk)
	set := annotations.NewSet(s.Notes)
	set.Add(time.Unix(1e9, 0), annotations.New(s.Document, model.Span{End: 6}, time.Unix(1e9, 0)))
	k := s.Keeper.(*keeper)
	out := t.TempDir() + "/copy.json"
	if err := k.CopyNotes(set.Notes(), out); err != nil {
		t.Fatal(err)
	}
	k.s.inData, k.s.store.Path = true, talk+"/notes/talk.json" // whose folder cannot be made
	if _, err := k.SaveNotes(set.Notes()); err == nil {
		t.Fatal("it was saved")
	}
	rescued, _ := filepath.Glob(filepath.Join(k.s.store.RescueDir, "*"))
	if len(rescued) != 1 {
		t.Fatalf("%d files are rescued", len(rescued))
	}
	for _, path := range []string{out, rescued[0]} {
		notes := readNotes(path)
		if len(notes.Document.Revisions) != 1 || notes.Document.Revisions[0].SHA256 != s.Document.SHA256() || len(notes.Texts) != 1 {
			t.Errorf("%s: revisions %v, %d texts", path, notes.Document.Revisions, len(notes.Texts))
		}
	}
}
