package container

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// zipped is a zip of the files that are named and given in turn.
func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFiles(t *testing.T) {
	z, err := Open(zipped(t, "a", "first", "a", "second", "word/b", "", "../../c", "out", "/etc/d", "root"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a": "first", "word/b": "", "../../c": "out", "/etc/d": "root"} {
		r, err := z.File(name)
		if err != nil || !z.Has(name) {
			t.Fatalf("%s: %v", name, err)
		}
		if got, err := io.ReadAll(r); string(got) != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if r, err := z.File("word"); r != nil || err != nil || z.Has("word") {
		t.Errorf("a folder is read: %v, %v", r, err)
	}
	if !z.HasFolder("word") || z.HasFolder("wor") || z.HasFolder("a") {
		t.Error("folders are told wrongly")
	}
}

// listed is where the list of a zip's files has the last of them.
func listed(raw []byte) []byte { return raw[bytes.LastIndex(raw, []byte(entry)):] }

func TestRefused(t *testing.T) {
	whole := func() []byte { return zipped(t, "a", strings.Repeat("words ", 1000)) }
	changed := func(change func(raw []byte)) []byte {
		raw := whole()
		change(raw)
		return raw
	}
	var many []string
	for i := range MaxFiles + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	for _, test := range []struct {
		about string
		raw   []byte
		want  error
	}{
		{"whole", whole(), nil},
		{"empty", zipped(t), nil},
		{"of nothing", nil, ErrBroken},
		{"cut off", whole()[:100], ErrBroken},
		{"too many files", zipped(t, many...), ErrFiles},
		{"locked", changed(func(raw []byte) { listed(raw)[8] |= locked }), ErrLocked},
		{"packed in a way that nobody knows", changed(func(raw []byte) { listed(raw)[10] = 99 }), ErrCorrupt},
		{"less than it says", changed(func(raw []byte) { binary.LittleEndian.PutUint32(listed(raw)[24:], 1<<31) }), ErrCorrupt},
		{"more than it says", changed(func(raw []byte) { binary.LittleEndian.PutUint32(listed(raw)[24:], 9) }), ErrCorrupt},
		{"another sum than it says", changed(func(raw []byte) { listed(raw)[16]++ }), ErrCorrupt},
		{"somewhere else than it says", changed(func(raw []byte) { binary.LittleEndian.PutUint32(listed(raw)[42:], 1<<30) }), ErrCorrupt},
		{"more files than it says", changed(func(raw []byte) { copy(raw[bytes.LastIndex(raw, []byte(EmptyZip))+8:], "\xfe\xff\xfe\xff") }), ErrBroken},
		{"a bomb", zipped(t, "a", strings.Repeat(" ", MaxBytes+1)), ErrBytes},
	} {
		z, err := Open(test.raw)
		if err == nil && z.Has("a") {
			var r io.Reader
			if r, err = z.File("a"); err == nil {
				_, err = io.Copy(io.Discard, r)
			}
		}
		if !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.about, err, test.want)
		}
	}
}

// What comes out is counted for all files together, and for one that is read
// again.
func TestCountedTogether(t *testing.T) {
	half := strings.Repeat(" ", MaxBytes/2)
	z, err := Open(zipped(t, "a", half, "b", half))
	if err != nil {
		t.Fatal(err)
	}
	for _, read := range []struct {
		name string
		want error
	}{{"a", nil}, {"b", nil}, {"a", ErrBytes}} {
		r, err := z.File(read.name)
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if !errors.Is(err, read.want) {
			t.Errorf("%s: %v, want %v", read.name, err, read.want)
		}
	}
}

func TestHeads(t *testing.T) {
	for head, want := range map[string]bool{ZipFile: true, EmptyZip: true, CompoundFile: false, "PK": false, "": false} {
		if IsZip([]byte(head)) != want {
			t.Errorf("%q is a zip: %v", head, !want)
		}
	}
	if !HoldsLocked([]byte(CompoundFile+string(encryptedPackage))) || HoldsLocked([]byte(CompoundFile+"EncryptedPackage")) {
		t.Error("what a password locks is told wrongly")
	}
}
