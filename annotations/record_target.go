package annotations

import (
	"encoding/json"
	"strings"
	"time"
)

// This file reads and writes the "target" of an annotation's record.

const revisionScheme = "urn:sha256:"

func (u *unknownFields) readTarget(raw json.RawMessage, a *Annotation) error {
	var selectors, state json.RawMessage
	err := readKnown(raw, &u.target, fields{
		{"source", text(&a.Target.Source)},
		{"styleClass", text((*string)(&a.Color))},
		{"selector", func(raw json.RawMessage) error { selectors = raw; return nil }},
		{"state", func(raw json.RawMessage) error { state = raw; return nil }},
	})
	if err != nil {
		return err
	}
	if targets, rest := readTargets(a.Target.Source, inside(selectors), inside(state)); len(targets) > 0 {
		first, last := targets[0], len(targets)-1
		u.quote, u.position = first.unknown.quote, first.unknown.position
		u.state, u.stateValue = first.unknown.state, first.unknown.stateValue
		for _, t := range targets[:last] {
			a.Earlier = append(a.Earlier, t.Target)
		}
		a.Target = targets[last].Target
		return eachInside(rest, func(raw json.RawMessage) error { u.selectors.add(raw); return nil })
	}
	err = eachInside(inside(selectors), func(raw json.RawMessage) error { u.readSelector(raw, &a.Target); return nil })
	if state != nil {
		u.readState(state, &a.Target)
	}
	return err
}

// targetRead is a target with what its record says beyond it.
type targetRead struct {
	Target
	unknown unknownFields
}

// readTargets reads the targets of an annotation that its reader has put on
// another passage: for every state, in order, a quote or a position or both.
// Another program's lists look otherwise; there are no targets then, and all
// stays as it is. The lists are given as cutValue takes them, and so is the rest.
func readTargets(source string, selectors, states json.RawMessage) (targets []targetRead, rest json.RawMessage) {
	state, states := cutValue(states)
	if second, _ := cutValue(states); len(second) == 0 {
		return nil, nil
	}
	for rest = selectors; len(state) > 0; state, states = cutValue(states) {
		t := targetRead{Target: Target{Source: source}}
		after := t.readSelectors(rest)
		if string(state) != noState {
			t.unknown.readState(state, &t.Target)
		}
		if len(after) == len(rest) || len(targets) > 0 && t.unknown.someOfTarget() {
			return nil, nil
		}
		targets, rest = append(targets, t), after
	}
	return targets, rest
}

// readSelectors reads a quote or a position or both off the selectors, and returns
// the others.
func (t *targetRead) readSelectors(selectors json.RawMessage) (rest json.RawMessage) {
	for range 2 {
		raw, after := cutValue(selectors)
		quoted, placed := t.Exact != "", t.End > 0
		if len(raw) == 0 || (placed || quoted || !t.unknown.readQuote(raw, &t.Target)) && (placed || !t.unknown.readPosition(raw, &t.Target)) {
			break
		}
		selectors = after
	}
	return selectors
}

// someOfTarget reports whether there is anything unknown in a target.
func (u *unknownFields) someOfTarget() bool {
	return u.quote != nil || u.position != nil || u.state != nil || u.stateValue != nil
}

// readSelector reads one of the selectors: the first quote and the first
// position are the target's, all others are kept.
func (u *unknownFields) readSelector(raw json.RawMessage, t *Target) {
	quoted, placed := t.Exact != "", t.End > 0
	if (quoted || !u.readQuote(raw, t)) && (placed || !u.readPosition(raw, t)) {
		u.selectors.add(raw)
	}
}

func (u *unknownFields) readQuote(raw json.RawMessage, t *Target) bool {
	var kind, exact, prefix, suffix string
	var rest object
	err := readKnown(raw, &rest, fields{
		{"type", text(&kind)}, {"exact", text(&exact)}, {"prefix", text(&prefix)}, {"suffix", text(&suffix)},
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
	err := readKnown(raw, &rest, fields{{"type", text(&kind)}, {"start", number(&start)}, {"end", number(&end)}})
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
	err := readKnown(raw, &rest, fields{{"type", text(&kind)}, {"sourceDate", moment(&seen)}, {"cached", text(&cached)}})
	revision, ours := strings.CutPrefix(cached, revisionScheme)
	if err != nil || kind != "TimeState" || !ours || revision == "" {
		u.stateValue = oneLine(raw)
		return
	}
	t.Revision, t.Seen, u.state = revision, seen, rest
}

// noState stands in a list of states for that of a target that had none.
const noState = `{"type":"TimeState"}`

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
		for _, t := range a.Earlier {
			unknown.writeSelector(w, t)
			unknown = noUnknown
		}
		unknown.writeSelector(w, a.Target)
		w.values(u.selectors)
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
		for _, t := range a.Earlier {
			unknown.writeTimeState(w, t)
			unknown = noUnknown
		}
		unknown.writeTimeState(w, a.Target)
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
