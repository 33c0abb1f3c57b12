package annotations

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// This file is an annotation as the W3C Web Annotation Data Model writes it
// (https://www.w3.org/TR/annotation-model/), read and written.

// unknownFields is what a record holds beside what an Annotation shows. It is
// never changed once read, so copies of an annotation share it.
type unknownFields struct {
	record, changed, target, quote, position, state, comment object

	kind        json.RawMessage   // type, when it is not "Annotation"
	creator     json.RawMessage   // as it was read
	stateValue  json.RawMessage   // a state that is not ours
	motivations []string          // those that our fields do not speak of
	tags        map[string]object // by tag
	bodies      []json.RawMessage
	selectors   []json.RawMessage
}

const revisionScheme = "urn:sha256:"

// readAnnotation reads a record.
func readAnnotation(raw json.RawMessage) (Annotation, error) {
	a := Annotation{}
	kept := &unknownFields{}
	err := readKnown(raw, &kept.record, fields{
		"id":         text(&a.ID),
		"type":       kept.readKind,
		"motivation": kept.readMotivation,
		"creator":    func(raw json.RawMessage) error { a.Creator = kept.readCreator(raw); return nil },
		"created":    moment(&a.Created),
		"modified":   moment(&a.Modified),
		"deleted":    moment(&a.Deleted),
		"history":    texts(&a.History),
		"changed":    func(raw json.RawMessage) error { return a.changed.read(raw, &kept.changed) },
		"body":       func(raw json.RawMessage) error { return eachItemOrOne(raw, kept.bodyReader(&a)) },
		"target":     func(raw json.RawMessage) error { return kept.readTarget(raw, &a) },
	})
	if err != nil {
		return a, err
	}
	if a.ID == "" {
		return a, errors.New("has no id")
	}
	a.History = sortedSet([]string{a.Note}, a.History)
	if !reflect.ValueOf(*kept).IsZero() {
		a.kept = kept
	}
	return a, nil
}

func (u *unknownFields) readKind(raw json.RawMessage) error {
	if string(raw) != `"Annotation"` {
		u.kind = oneLine(raw)
	}
	return nil
}

var ourMotivations = []string{"highlighting", "commenting", "tagging"}

func (u *unknownFields) readMotivation(raw json.RawMessage) error {
	return eachItemOrOne(raw, func(item json.RawMessage) error {
		s, err := readString(item)
		if err == nil && !slices.Contains(ourMotivations, s) {
			u.motivations = append(u.motivations, s)
		}
		return err
	})
}

// readCreator reads the creator's name, and keeps what more is said of it.
func (u *unknownFields) readCreator(raw json.RawMessage) string {
	name := creatorName(raw)
	if string(raw) != written(func(w *writer) { writePerson(w, name) }) {
		u.creator = oneLine(raw)
	}
	return name
}

// creatorName is the name of a creator that is one named agent, else empty.
func creatorName(raw json.RawMessage) (name string) {
	var rest object
	if readKnown(raw, &rest, fields{"name": text(&name)}) != nil {
		return ""
	}
	return name
}

// bodyReader reads the bodies one by one: the first comment is the note, every
// tag a tag, all others are kept.
func (u *unknownFields) bodyReader(a *Annotation) func(json.RawMessage) error {
	tags := map[string]bool{}
	return func(raw json.RawMessage) error {
		var kind, purpose, format, value string
		var rest object
		err := readKnown(raw, &rest, fields{
			"type": text(&kind), "purpose": text(&purpose), "format": text(&format), "value": text(&value),
		})
		textual := err == nil && kind == "TextualBody" && value != ""
		switch {
		case textual && purpose == "commenting" && (format == "" || format == "text/markdown") && a.Note == "":
			a.Note, u.comment = value, rest
		case textual && purpose == "tagging" && format == "" && !tags[value]:
			tags[value] = true
			a.Tags = append(a.Tags, value)
			u.keepTag(value, rest)
		default:
			u.bodies = append(u.bodies, oneLine(raw))
		}
		return nil
	}
}

func (u *unknownFields) keepTag(tag string, rest object) {
	if rest == nil {
		return
	}
	if u.tags == nil {
		u.tags = map[string]object{}
	}
	u.tags[tag] = rest
}

func (u *unknownFields) readTarget(raw json.RawMessage, a *Annotation) error {
	var selectors, states []json.RawMessage
	collect := func(to *[]json.RawMessage) func(json.RawMessage) error {
		return func(raw json.RawMessage) error {
			return eachItemOrOne(raw, func(item json.RawMessage) error { *to = append(*to, item); return nil })
		}
	}
	var state json.RawMessage
	err := readKnown(raw, &u.target, fields{
		"source":     text(&a.Target.Source),
		"styleClass": text((*string)(&a.Color)),
		"selector":   collect(&selectors),
		"state":      func(raw json.RawMessage) error { state = raw; return collect(&states)(raw) },
	})
	if err != nil {
		return err
	}
	if targets, rest := readTargets(a.Target.Source, selectors, states); len(targets) > 0 {
		first, last := targets[0], len(targets)-1
		u.quote, u.position = first.unknown.quote, first.unknown.position
		u.state, u.stateValue = first.unknown.state, first.unknown.stateValue
		for _, t := range targets[:last] {
			a.Earlier = append(a.Earlier, t.Target)
		}
		a.Target, u.selectors = targets[last].Target, rest
		return nil
	}
	for _, raw := range selectors {
		u.readSelector(raw, &a.Target)
	}
	if state != nil {
		u.readState(state, &a.Target)
	}
	return nil
}

// targetRead is a target with what its record says beyond it.
type targetRead struct {
	Target
	unknown unknownFields
}

// readTargets reads the targets of an annotation that its reader has put on
// another passage: for every state, in order, a quote or a position or both.
// Another program's lists look otherwise; there are no targets then, and all
// stays as it is.
func readTargets(source string, selectors, states []json.RawMessage) (targets []targetRead, rest []json.RawMessage) {
	if len(states) < 2 {
		return nil, selectors
	}
	for i, state := range states {
		t := targetRead{Target: Target{Source: source}}
		read := 0
		for ; read < min(2, len(selectors)); read++ {
			quoted, placed := t.Exact != "", t.End > 0
			if (placed || quoted || !t.unknown.readQuote(selectors[read], &t.Target)) && (placed || !t.unknown.readPosition(selectors[read], &t.Target)) {
				break
			}
		}
		if string(state) != noState {
			t.unknown.readState(state, &t.Target)
		}
		if read == 0 || i > 0 && t.unknown.some() {
			return nil, selectors
		}
		targets, selectors = append(targets, t), selectors[read:]
	}
	for i, raw := range selectors {
		selectors[i] = oneLine(raw)
	}
	return targets, selectors
}

// some reports whether there is anything unknown in a target.
func (u *unknownFields) some() bool {
	return u.quote != nil || u.position != nil || u.state != nil || u.stateValue != nil
}

// readSelector reads one of the selectors: the first quote and the first
// position are the target's, all others are kept.
func (u *unknownFields) readSelector(raw json.RawMessage, t *Target) {
	quoted, placed := t.Exact != "", t.End > 0
	if (quoted || !u.readQuote(raw, t)) && (placed || !u.readPosition(raw, t)) {
		u.selectors = append(u.selectors, oneLine(raw))
	}
}

func (u *unknownFields) readQuote(raw json.RawMessage, t *Target) bool {
	var kind, exact, prefix, suffix string
	var rest object
	err := readKnown(raw, &rest, fields{
		"type": text(&kind), "exact": text(&exact), "prefix": text(&prefix), "suffix": text(&suffix),
	})
	if err != nil || kind != "TextQuoteSelector" || exact == "" {
		return false
	}
	t.Exact, t.Prefix, t.Suffix, u.quote = exact, prefix, suffix, rest
	return true
}

func (u *unknownFields) readPosition(raw json.RawMessage, t *Target) bool {
	var kind string
	var start, end int
	var rest object
	err := readKnown(raw, &rest, fields{"type": text(&kind), "start": number(&start), "end": number(&end)})
	if err != nil || kind != "TextPositionSelector" || end <= 0 {
		return false
	}
	t.Start, t.End, u.position = start, end, rest
	return true
}

// readState reads the state that says which text the positions count in.
func (u *unknownFields) readState(raw json.RawMessage, t *Target) {
	var kind, cached string
	var seen time.Time
	var rest object
	err := readKnown(raw, &rest, fields{"type": text(&kind), "sourceDate": moment(&seen), "cached": text(&cached)})
	revision, ours := strings.CutPrefix(cached, revisionScheme)
	if err != nil || kind != "TimeState" || !ours || revision == "" {
		u.stateValue = oneLine(raw)
		return
	}
	t.Revision, t.Seen, u.state = revision, seen, rest
}

// noState stands in a list of states for that of a target that had none.
const noState = `{"type":"TimeState"}`

// noUnknown stands for the unknown fields of a record that has none.
var noUnknown = &unknownFields{}

// writeAnnotation writes a record, with what a merge of two copies of it needs
// or without.
func writeAnnotation(w *writer, a Annotation, forMerging bool) {
	kept := a.kept
	if kept == nil {
		kept = noUnknown
	}
	w.object(func() {
		w.field("id", a.ID)
		w.name("type")
		w.raw(orRaw(kept.kind, `"Annotation"`))
		w.texts("motivation", motivations(a, kept))
		kept.writeCreator(w, a.Creator)
		w.moment("created", a.Created)
		w.moment("modified", a.Modified)
		if forMerging {
			w.moment("deleted", a.Deleted)
			a.changed.write(w, kept.changed)
			w.texts("history", a.History)
		}
		kept.writeBodies(w, a)
		kept.writeTarget(w, a)
		w.members(kept.record)
	})
}

// Record is a live annotation as a W3C Web Annotation on one line, without what
// only the notes file keeps: its history, and when which field was changed.
func (a Annotation) Record() json.RawMessage {
	return json.RawMessage(written(func(w *writer) { writeAnnotation(w, a, false) }))
}

func orRaw(raw json.RawMessage, other string) json.RawMessage {
	if raw == nil {
		return json.RawMessage(other)
	}
	return raw
}

// motivations say what the annotation does: it always marks a passage.
func motivations(a Annotation, kept *unknownFields) []string {
	list := []string{"highlighting"}
	if a.Note != "" {
		list = append(list, "commenting")
	}
	if len(a.Tags) > 0 {
		list = append(list, "tagging")
	}
	return append(list, kept.motivations...)
}

func (u *unknownFields) writeCreator(w *writer, name string) {
	if u.creator != nil && creatorName(u.creator) == name {
		w.name("creator")
		w.raw(u.creator)
		return
	}
	if name == "" {
		return
	}
	w.name("creator")
	writePerson(w, name)
}

func writePerson(w *writer, name string) {
	w.object(func() {
		w.field("type", "Person")
		w.field("name", name)
	})
}

func (u *unknownFields) writeBodies(w *writer, a Annotation) {
	if a.Note == "" && len(a.Tags) == 0 && len(u.bodies) == 0 {
		return
	}
	w.name("body")
	w.list(func() {
		if a.Note != "" {
			writeBody(w, "commenting", "text/markdown", a.Note, u.comment)
		}
		for _, tag := range a.Tags {
			writeBody(w, "tagging", "", tag, u.tags[tag])
		}
		for _, raw := range u.bodies {
			w.raw(raw)
		}
	})
}

func writeBody(w *writer, purpose, format, value string, rest object) {
	w.object(func() {
		w.field("type", "TextualBody")
		w.field("purpose", purpose)
		w.field("format", format)
		w.field("value", value)
		w.members(rest)
	})
}

func (u *unknownFields) writeTarget(w *writer, a Annotation) {
	w.name("target")
	w.object(func() {
		w.field("source", a.Target.Source)
		w.field("styleClass", string(a.Color))
		u.writeSelectors(w, a)
		u.writeState(w, a)
		w.members(u.target)
	})
}

func (u *unknownFields) writeSelectors(w *writer, a Annotation) {
	if a.Target.Exact == "" && a.Target.End == 0 && len(u.selectors) == 0 {
		return
	}
	w.name("selector")
	w.list(func() {
		unknown := u
		for _, t := range a.targets() {
			unknown.writeSelector(w, t)
			unknown = noUnknown
		}
		for _, raw := range u.selectors {
			w.raw(raw)
		}
	})
}

func (u *unknownFields) writeSelector(w *writer, t Target) {
	if t.Exact != "" {
		w.object(func() {
			w.field("type", "TextQuoteSelector")
			w.field("exact", t.Exact)
			w.field("prefix", t.Prefix)
			w.field("suffix", t.Suffix)
			w.members(u.quote)
		})
	}
	if t.End > 0 {
		w.object(func() {
			w.field("type", "TextPositionSelector")
			w.number("start", t.Start)
			w.number("end", t.End)
			w.members(u.position)
		})
	}
}

// writeState writes the state of the target; of several targets, a list of as
// many states.
func (u *unknownFields) writeState(w *writer, a Annotation) {
	if len(a.Earlier) == 0 {
		if a.Target.Revision != "" || u.stateValue != nil {
			w.name("state")
			u.writeTimeState(w, a.Target)
		}
		return
	}
	w.name("state")
	w.list(func() {
		unknown := u
		for _, t := range a.targets() {
			unknown.writeTimeState(w, t)
			unknown = noUnknown
		}
	})
}

func (u *unknownFields) writeTimeState(w *writer, t Target) {
	if t.Revision == "" {
		w.raw(orRaw(u.stateValue, noState))
		return
	}
	w.object(func() {
		w.field("type", "TimeState")
		w.moment("sourceDate", t.Seen)
		w.field("cached", revisionScheme+t.Revision)
		w.members(u.state)
	})
}

// targets are all targets of the annotation, the first one first.
func (a Annotation) targets() []Target {
	return append(slices.Clone(a.Earlier), a.Target)
}

// unknownText is all that is unknown in an annotation, as text to compare.
func unknownText(a Annotation) string {
	if a.kept == nil {
		return ""
	}
	return string(a.kept.stateValue) + written(func(w *writer) {
		writeAnnotation(w, Annotation{
			Note: "-", Tags: slices.Sorted(maps.Keys(a.kept.tags)), Creator: creatorName(a.kept.creator),
			Target: Target{Exact: "-", End: 1, Revision: "-"}, kept: a.kept,
		}, true)
	})
}

// same reports whether two annotations are written alike, cheaply.
func (a Annotation) same(b Annotation) bool {
	return a.ID == b.ID && a.Color == b.Color && a.Note == b.Note && a.Creator == b.Creator &&
		a.Created.Equal(b.Created) && a.Modified.Equal(b.Modified) && a.Deleted.Equal(b.Deleted) &&
		a.changed == b.changed && a.Target == b.Target && slices.Equal(a.Earlier, b.Earlier) &&
		slices.Equal(a.Tags, b.Tags) && slices.Equal(a.History, b.History) &&
		(a.kept == b.kept || reflect.DeepEqual(a.kept, b.kept))
}
