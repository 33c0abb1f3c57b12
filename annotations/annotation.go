// Package annotations says what a reader added to a speech: marks, notes and
// tags, the file they are kept in, and where their passages are in the text as
// it is now. Apart from the Store it does no I/O.
package annotations

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/uuid"

	"lectern/model"
)

// Color is the name of a mark's colour as it is written in the notes file.
type Color string

// The colours a mark can have. None is an annotation without a mark: a note
// or a tag alone.
const (
	None    Color = ""
	Yellow  Color = "yellow"
	Green   Color = "green"
	Blue    Color = "blue"
	Magenta Color = "magenta"
	Red     Color = "red"
)

// Colors are the five colours in the order of the keys 1 to 5.
var Colors = [5]Color{Yellow, Green, Blue, Magenta, Red}

// Annotation is one passage of the speech with what the reader added to it.
// It is a value: what it holds is replaced, never changed in place.
type Annotation struct {
	ID      string // an IRI: "urn:uuid:…", a random UUID
	Color   Color
	Note    string   // Markdown
	Tags    []string // paths, such as "policy/land"
	Creator string   // a person's name
	// Created and Modified are to the millisecond, in UTC.
	Created, Modified time.Time
	// Deleted is when the annotation was deleted; zero while it lives. What
	// is deleted stays in the file, so that no other copy brings it back.
	Deleted time.Time
	// History holds the note texts that lost to Note in a merge, sorted.
	History []string
	Target  Target
	// Earlier are the targets that the annotation had before its reader put
	// it on another passage, the first one first.
	Earlier []Target

	changed stamps
	kept    *unknownFields
}

// Live reports whether the annotation has not been deleted.
func (a Annotation) Live() bool { return a.Deleted.IsZero() }

// Target is the passage of an annotation: its words, what stands round them,
// and where they stood in the text the annotation was made on.
type Target struct {
	Exact, Prefix, Suffix string
	Start, End            int // code points, half-open
	// Revision is the lower-case hex SHA-256 of the text, in UTF-8, that
	// Start and End count in.
	Revision string
	// Source is the id of the document; a Set fills it in.
	Source string
	// Seen is when the text was as Revision says; a Set fills it in.
	Seen time.Time
}

// contextLength is how many code points of the text before and after the
// passage a target keeps.
const contextLength = 32

// NewTarget is the passage of a span, widened to whole grapheme clusters and
// clamped to the text.
func NewTarget(d *model.Document, s model.Span) Target {
	s = snap(d.Text, s)
	start := d.PointAt(s.Start)
	exact := d.Slice(s)
	return Target{
		Exact:    exact,
		Prefix:   lastPoints(d.Text[:s.Start], contextLength),
		Suffix:   firstPoints(d.Text[s.End:], contextLength),
		Start:    start,
		End:      start + utf8.RuneCountInString(exact),
		Revision: d.SHA256(),
	}
}

// New is an annotation of a span, without colour, note or tags.
func New(d *model.Document, s model.Span, now time.Time) Annotation {
	now = stampAfter(now, time.Time{})
	a := Annotation{ID: newID(), Created: now, Modified: now, Target: NewTarget(d, s)}
	a.Target.Seen = now
	return a
}

// newID is a random UUID (RFC 9562, version 4) as an IRI. Ids in order of time
// would put every new record at the same place of the file, where two copies
// of it always conflict.
func newID() string { return uuid.New().URN() }

// lastYear is the last year a time in the file can have (RFC 3339, 1).
const lastYear = 9999

// stampAfter is now as the file keeps it, or the moment after before when the
// clock has not reached it: a later edit always has the later stamp.
func stampAfter(now, before time.Time) time.Time {
	now = now.UTC().Truncate(time.Millisecond)
	if now.After(before) {
		return now
	}
	next := before.Add(time.Millisecond).Truncate(time.Millisecond)
	if next.Year() > lastYear {
		return before
	}
	return next
}

// stamp is when the annotation was last touched.
func (a Annotation) stamp() time.Time { return latest(a.Modified, a.Deleted) }

func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// snap widens a span to whole grapheme clusters (UAX #29) and clamps it to the
// text.
func snap(text string, s model.Span) model.Span {
	s.Start = min(max(s.Start, 0), len(text))
	s.End = min(max(s.End, s.Start), len(text))
	start := clusterAt(text, s.Start).Start
	if last := clusterAt(text, s.End); last.Start < s.End {
		return model.Span{Start: start, End: last.End}
	}
	return model.Span{Start: start, End: s.End}
}

// clusterAt is the grapheme cluster that holds the byte at an offset.
func clusterAt(text string, at int) model.Span {
	from := surelyBetween(text, at)
	clusters := graphemes.FromString(text[from:])
	for clusters.Next() {
		if end := from + clusters.End(); end > at {
			return model.Span{Start: from + clusters.Start(), End: end}
		}
	}
	return model.Span{Start: len(text), End: len(text)}
}

// surelyBetween is the nearest place at or before an offset that is between
// two clusters whatever stands before it: clusters are cut from there, for a
// line may be the whole text.
func surelyBetween(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	after, _ := utf8.DecodeRuneInString(text[at:])
	for at > 0 {
		before, size := utf8.DecodeLastRuneInString(text[:at])
		if before == '\n' || standsAlone(before) && standsAlone(after) {
			return at
		}
		at, after = at-size, before
	}
	return 0
}

// standsAlone reports whether a rune never joins another that does so too.
func standsAlone(r rune) bool {
	return ' ' <= r && r <= '~' || r >= 0xA0 && unicode.In(r, unicode.Han, unicode.Lu, unicode.Ll) ||
		0x3001 <= r && r <= 0x3029 || 0x3041 <= r && r <= 0x3096 || 0x30A1 <= r && r <= 0x30FA || 0xAC00 <= r && r <= 0xD7A3 || 0xFF01 <= r && r <= 0xFF5E
}

func lastPoints(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func firstPoints(s string, n int) string {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}
