// Package container opens the zip that a document is packed in, within limits and
// in memory: nothing of it is ever written to a disk. Its errors are values, since
// whoever opens a zip knows better what to advise.
package container

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
)

// What is read of a zip at most, whatever it says of itself.
const (
	MaxFiles = 2000
	MaxBytes = 64 << 20 // of all its files together, unpacked
)

// Why a zip cannot be read.
var (
	ErrBroken  = errors.New("the zip breaks off or is out of order")
	ErrFiles   = errors.New("too many files in the zip")
	ErrLocked  = errors.New("a password locks a file in the zip")
	ErrCorrupt = errors.New("a file in the zip cannot be unpacked")
	ErrBytes   = errors.New("too much comes out of the zip")
)

// How files begin: a zip (APPNOTE 4.3.7), one with nothing in it (4.3.16), and what
// Office wrote before 2007 and still writes under a password ([MS-CFB] 2.2).
const (
	ZipFile      = "PK\x03\x04"
	EmptyZip     = "PK\x05\x06"
	CompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
)

const (
	entry  = "PK\x01\x02" // begins each entry of a zip's list (APPNOTE 4.3.12)
	locked = 1            // bit 0 of an entry's flags (4.4.4)
)

// IsZip reports whether a file is a zip by how it begins.
func IsZip(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte(ZipFile)) || bytes.HasPrefix(raw, []byte(EmptyZip))
}

// HoldsLocked reports whether a compound file is a document under a password: it has
// a stream of that name, in UTF-16 ([MS-OFFCRYPTO] 2.3.4.4).
func HoldsLocked(raw []byte) bool { return bytes.Contains(raw, encryptedPackage) }

var encryptedPackage = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// Zip is the inside of a zip.
type Zip struct {
	files map[string]*zip.File
	left  int64 // bytes that may still come out
}

// Open reads what files a zip has.
func Open(raw []byte) (*Zip, error) {
	if bytes.Count(raw, []byte(entry)) > MaxFiles { // archive/zip makes a file of each, however many
		return nil, ErrFiles
	}
	read, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are only ever compared
		return nil, ErrBroken
	}
	z := &Zip{files: make(map[string]*zip.File, len(read.File)), left: MaxBytes}
	for _, file := range read.File {
		if z.files[file.Name] == nil { // the first of two, as others take it
			z.files[file.Name] = file
		}
	}
	return z, nil
}

// Has reports whether there is a file of that name.
func (z *Zip) Has(name string) bool { return z.files[name] != nil }

// HasFolder reports whether there are files below a folder.
func (z *Zip) HasFolder(name string) bool {
	for file := range z.files {
		if strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	return false
}

// File reads one of the files; nil when there is none of that name.
func (z *Zip) File(name string) (io.Reader, error) {
	file := z.files[name]
	switch {
	case file == nil:
		return nil, nil
	case file.Flags&locked != 0:
		return nil, ErrLocked
	}
	r, err := file.Open()
	if err != nil {
		return nil, ErrCorrupt
	}
	return &unpacking{zip: z, from: r}, nil
}

// unpacking reads a file and counts what comes out, since what a zip says of sizes
// may be a lie.
type unpacking struct {
	zip  *Zip
	from io.Reader
}

// Read is part of io.Reader.
func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.from.Read(p)
	u.zip.left -= int64(n)
	switch {
	case u.zip.left < 0:
		return 0, ErrBytes
	case err != nil && err != io.EOF:
		return n, ErrCorrupt
	}
	return n, err
}
