package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/adrg/xdg"

	"lectern/annotations"
	"lectern/model"
	"lectern/model/source"
)

const (
	standardInput = "-"
	sampleName    = "natural-resources-bureau.txt"
)

// speech is one speech with its notes, as every command works on it.
type speech struct {
	name     string // as the reader gave it; not trusted
	path     string // absolute; empty for standard input and the sample
	encoding string // as the reader named it; empty when it is to be found out
	chosen   string // the encoding that is kept for this speech; mostly empty
	read     source.Speech
	document *model.Document

	store   annotations.Store
	notes   *annotations.Notes
	aside   bool   // the notes are not beside the speech
	inData  bool   // they are in our own data directory
	named   bool   // the reader named their file
	unread  error  // why the notes could not be read whole, and so cannot be written
	indexed string // the text that the index knows them to be made on, as its SHA-256

	// The two files as they were just before they were read; nil for none.
	state, notesState fs.FileInfo
}

// open reads a speech, a file or "-" for standard input, and its notes.
func (p *program) open(name string) (*speech, error) {
	s := &speech{name: name, encoding: string(p.settings.encoding)}
	var err error
	if name == standardInput {
		s.read, err = source.Read(p.stdin, "", s.encoding)
	} else if s.path, err = filepath.Abs(name); err == nil {
		err = s.readFile()
	}
	if err != nil {
		return nil, err
	}
	return s, p.take(s)
}

// openSample opens the built-in speech.
func (p *program) openSample() (*speech, error) {
	s := &speech{name: sampleName}
	var err error
	if s.read, err = source.Read(bytes.NewReader(p.sample), sampleName, "utf-8"); err != nil {
		return nil, err
	}
	return s, p.take(s)
}

// take loads the notes of a speech that was read, and reads its structure.
func (p *program) take(s *speech) error {
	if err := p.takeUndescribed(s); err != nil {
		return err
	}
	s.describe(s.notes)
	return nil
}

// takeUndescribed is take for the screen, where a speech is hashed only when its notes
// are saved.
func (p *program) takeUndescribed(s *speech) error {
	if err := p.loadNotes(s); err != nil {
		return err
	}
	s.document = model.Parse(s.read.Source, s.notes.RulingsFor(s.read.Text)...)
	return nil
}

// loadNotes decides where the speech's notes are and loads them.
func (p *program) loadNotes(s *speech) error {
	path, err := p.notesPath(s)
	if err != nil {
		return err
	}
	state := stateFolder()
	s.store = annotations.Store{
		Path: path, LockDir: filepath.Join(state, "locks"), BackupDir: filepath.Join(state, "backups"),
		RescueDir: filepath.Join(state, "rescued"), JournalDir: filepath.Join(state, "journal"),
	}
	s.notesState = stateOf(path)
	s.notes, s.unread = s.store.Load()
	return nil
}

// stateFolder is for what is kept beside notes, such as locks, backups, drafts and
// reading places: ours in the XDG state directory, or else, where that cannot be
// made, in the system's own for what is not kept. Notes must be saved even then.
func stateFolder() string {
	state := filepath.Join(xdg.StateHome, "lectern")
	if os.MkdirAll(state, 0o700) == nil {
		return state
	}
	return filepath.Join(os.TempDir(), "lectern-"+strconv.Itoa(os.Getuid()))
}

// notesPath is the notes file of a speech. Notes that are there are found
// again, whatever has happened to the folder since; new ones go beside the
// speech when they can.
func (p *program) notesPath(s *speech) (string, error) {
	s.aside = true
	if named := p.settings.notes; named != "" {
		s.named = true
		return filepath.Abs(named)
	}
	elsewhere := annotations.Fallback(dataNotes(), s.key())
	beside := annotations.Sidecar(s.path)
	// Disks that count characters, not bytes, have room for more.
	fits := len(filepath.Base(beside)) <= annotations.LongestName || isRegular(beside)
	if s.path != "" && fits {
		if exists(beside) || (!exists(elsewhere) && writable(filepath.Dir(s.path))) {
			s.aside = false
			return beside, nil
		}
	}
	s.inData = true
	return elsewhere, nil
}

// dataNotes is the folder for notes that cannot be beside their speech.
func dataNotes() string { return filepath.Join(xdg.DataHome, "lectern", "notes") }

// storeAt is a store of its own for notes of the speech: the speech's may be in
// use. What it fails to save is not kept elsewhere.
func (s *speech) storeAt(path string) annotations.Store {
	return annotations.Store{Path: path, LockDir: s.store.LockDir, BackupDir: s.store.BackupDir}
}

// save writes the notes and returns what is on disk then. Those of the screen are
// described only now; when the reader has turned to another text since, they are already.
func (s *speech) save(n *annotations.Notes) (*annotations.Notes, error) {
	revision := s.describe(n)
	if err := s.makeFolder(); err != nil {
		return nil, err
	}
	saved, err := s.store.Save(n)
	if err == nil && s.indexed != revision.SHA256 {
		newTextIndex().add(revision, notedText{s.store.Path, s.path})
		s.indexed = revision.SHA256
	}
	return saved, err
}

// describe has notes say which text they are about, unless they do.
func (s *speech) describe(n *annotations.Notes) annotations.Revision {
	revision, described := n.Described()
	if !described {
		n.Describe(s.document, s.read.Encoding)
		revision, _ = n.Described()
	}
	return revision
}

// makeFolder makes the folder for the notes, where it is our own.
func (s *speech) makeFolder() error {
	if folder := filepath.Dir(s.store.Path); s.inData {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fmt.Errorf("%s: it cannot be made: %w (name another place with --notes)", folder, reason(err))
		}
	}
	return nil
}

// readOnly is why notes cannot be written; empty when they can.
func (s *speech) readOnly() string {
	if s.unread == nil {
		return ""
	}
	return s.unread.Error()
}

// key tells the speech apart from all others. What came from standard input
// has no name but its bytes.
func (s *speech) key() string {
	switch {
	case s.path != "":
		return s.path
	case s.name == standardInput:
		return "stdin-" + s.read.SHA256[:12]
	}
	return s.name
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// title is what the speech is called, or else its file's name.
func (s *speech) title() string { return cmp.Or(s.notes.Info(s.document).Title, s.name) }

// info is what the speech is cited by; without a title, by its file's name.
func (s *speech) info() annotations.Info {
	info := s.notes.Info(s.document)
	info.Title = cmp.Or(info.Title, s.shortName())
	return info
}
