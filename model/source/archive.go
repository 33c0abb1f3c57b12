package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What is read of an archive at most, whatever it says of itself.
const (
	maxEntries  = 2000
	maxUnpacked = 64 << 20 // bytes, of all its files together
)

// archive is the inside of a zip. Nothing of it is ever written to a disk.
type archive struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

const (
	zipFile   = "PK\x03\x04" // APPNOTE 4.3.7
	emptyZip  = "PK\x05\x06" // 4.3.16, at the start: nothing before the end
	zipEntry  = "PK\x01\x02" // 4.3.12
	zipLocked = 1            // bit 0 of the flags, 4.4.4
)

func isZip(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte(zipFile)) || bytes.HasPrefix(raw, []byte(emptyZip))
}

// openArchive reads what files a zip has.
func openArchive(raw []byte) (*archive, error) {
	// archive/zip makes an entry for each header it finds, however many.
	if bytes.Count(raw, []byte(zipEntry)) > maxEntries {
		return nil, fmt.Errorf("%w: over %d files are packed in it (choose the one with the speech)", ErrTooBig, maxEntries)
	}
	// Names that lead out of the archive are only ever compared.
	packed, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged("the archive that it is breaks off or is out of order")
	}
	a := &archive{files: make(map[string]*zip.File, len(packed.File)), left: maxUnpacked}
	for _, entry := range packed.File {
		if a.files[entry.Name] == nil { // the first of two, as others take it
			a.files[entry.Name] = entry
		}
	}
	return a, nil
}

// damaged says what is wrong with a file that is not whole.
func damaged(what string) error {
	return fmt.Errorf("%w: %s (copy it again, or open it where it was made and save it again)", ErrDamaged, what)
}

func (a *archive) has(name string) bool { return a.files[name] != nil }

// hasFolder reports whether there are files below a folder.
func (a *archive) hasFolder(name string) bool {
	for file := range a.files {
		if strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	return false
}

// open reads one of the files; nil when there is none of that name.
func (a *archive) open(name string) (io.Reader, error) {
	entry := a.files[name]
	switch {
	case entry == nil:
		return nil, nil
	case entry.Flags&zipLocked != 0:
		return nil, fmt.Errorf("%w: a password locks it (unpack it, or save it without one)", ErrEncrypted)
	}
	r, err := entry.Open()
	if err != nil {
		return nil, damaged(fmt.Sprintf("%q in it cannot be unpacked", name))
	}
	return &unpacking{archive: a, name: name, from: r}, nil
}

// mimetype is what an OpenDocument or EPUB archive says it is (OpenDocument
// 1.2 part 3, 3.3); empty when it says nothing.
func (a *archive) mimetype() string {
	r, err := a.open("mimetype")
	if r == nil || err != nil {
		return ""
	}
	said, err := io.ReadAll(io.LimitReader(r, 100))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(said))
}

// isLocked reports whether an OpenDocument archive or an EPUB keeps its files
// encrypted, as one of its files says.
func (a *archive) isLocked(list, element string) (bool, error) {
	m, err := a.markup(list)
	if m == nil || err != nil {
		return false, err
	}
	for e, err := range m.events() {
		if err != nil || e.kind == opens && strings.HasSuffix(e.name, ":"+element) {
			return err == nil, err
		}
	}
	return false, nil
}

// unpacking reads a file of an archive and counts what comes out, since what an
// archive says of sizes may be a lie.
type unpacking struct {
	archive *archive
	name    string
	from    io.Reader
}

// Read is part of io.Reader.
func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.from.Read(p)
	u.archive.left -= int64(n)
	switch {
	case u.archive.left < 0:
		return 0, fmt.Errorf("%w: over %d MB come out of it (split it into parts)", ErrTooBig, maxUnpacked>>20)
	case err != nil && err != io.EOF:
		return n, damaged(fmt.Sprintf("%q in it cannot be unpacked", u.name))
	}
	return n, err
}

// kind says what an archive is that holds no speech.
func (a *archive) kind() string {
	switch {
	case a.hasFolder("xl"):
		return "a spreadsheet"
	case a.hasFolder("ppt"):
		return "slides"
	case a.has("Index/Document.iwa"):
		return "a Pages document, which Pages exports as .docx"
	}
	return "a zip archive"
}
