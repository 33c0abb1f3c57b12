package annotations

import (
	"slices"
	"strings"
	"testing"
)

// Put on another passage, an annotation keeps the selectors it had, the first
// one first, and the file says the same after it was read and written again.
func TestRepointKeepsTheEarlierTargets(t *testing.T) {
	records := map[string]string{
		"ours":                      "",
		"with unknown fields":       `{"id":"urn:x","type":"Annotation","motivation":["highlighting"],"target":{"selector":[{"type":"TextQuoteSelector","exact":"旧","x":1},{"type":"TextPositionSelector","start":1,"end":2,"y":2},{"type":"XPathSelector","value":"/p"}],"state":{"type":"TimeState","cached":"urn:sha256:00","z":3}}}`,
		"a quote and no more":       `{"id":"urn:x","type":"Annotation","motivation":["highlighting"],"target":{"selector":{"type":"TextQuoteSelector","exact":"旧"}}}`,
		"a position and no more":    `{"id":"urn:x","type":"Annotation","motivation":["highlighting"],"target":{"selector":[{"type":"TextPositionSelector","start":1,"end":2}]}}`,
		"no selector of ours":       `{"id":"urn:x","type":"Annotation","motivation":["highlighting"],"target":{"selector":{"type":"XPathSelector","value":"/p"}}}`,
		"another program's state":   `{"id":"urn:x","type":"Annotation","motivation":["highlighting"],"target":{"selector":{"type":"TextQuoteSelector","exact":"旧"},"state":{"type":"HttpRequestState","value":"Accept: text/plain"}}}`,
		"two states, and not pairs": `{"id":"urn:x","type":"Annotation","motivation":["highlighting"],"target":{"selector":[{"type":"XPathSelector","value":"/p"},{"type":"TextQuoteSelector","exact":"旧"}],"state":[{"type":"TimeState","cached":"urn:sha256:00"},{"type":"TimeState","cached":"urn:sha256:01"}]}}`,
	}
	for name, record := range records {
		t.Run(name, func(t *testing.T) {
			d := document("新的开头。\n要坚持人民至上。\n要坚持实事求是。\n")
			a := New(d, spanOf(t, d, "新的"), start)
			a.ID = "urn:x"
			n := NewNotes()
			if record != "" {
				var err error
				if a, err = readAnnotation([]byte(record)); err != nil {
					t.Fatal(err)
				}
				n.Annotations = []*Annotation{&a}
			}
			s := NewSet(n)
			if record == "" {
				s.Add(start, a)
			}
			first, _ := s.Get("urn:x")
			for i, words := range []string{"人民至上", "实事求是", "实事求是"} {
				if !s.Repoint(later(i), d, "urn:x", spanOf(t, d, words)) {
					t.Fatal("it was refused")
				}
			}
			data := s.Notes().Encode()
			read, err := Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			if again := read.Encode(); string(again) != string(data) {
				t.Errorf("written again:\n%s\nwas:\n%s", again, data)
			}
			got, _ := read.Find("urn:x")
			if got.Target.Exact != "实事求是" {
				t.Errorf("it is on %q", got.Target.Exact)
			}
			for _, kept := range knownPieces(first) {
				if !strings.Contains(string(got.Record()), kept) {
					t.Errorf("%s is gone from %s", kept, got.Record())
				}
			}
			if words := exacts(got.Earlier); !slices.Contains(words, "人民至上") || len(words) > 2 {
				t.Errorf("it was before on %q", words)
			}
			s.Undo(later(9))
			s.Undo(later(9))
			back, _ := s.Get("urn:x")
			if back.Target != first.Target || len(back.Earlier) != 0 {
				t.Errorf("undone it is on %+v, %+v", back.Target, back.Earlier)
			}
		})
	}
}

// knownPieces are the selectors of a record, as written.
func knownPieces(a Annotation) (pieces []string) {
	w := string(a.Record())
	_, selectors, _ := strings.Cut(w, `"selector":[`)
	for piece := range strings.SplitSeq(selectors, `{"type":`) {
		piece, _, _ = strings.Cut(piece, "}")
		if piece != "" {
			pieces = append(pieces, `{"type":`+piece)
		}
	}
	return pieces
}

func exacts(targets []Target) (words []string) {
	for _, t := range targets {
		words = append(words, t.Exact)
	}
	return words
}

func TestRepointRefuses(t *testing.T) {
	d := document("人民至上")
	s := NewSet(NewNotes())
	if s.Repoint(start, d, "urn:none", spanOf(t, d, "人民")) {
		t.Error("an annotation that is not there was put somewhere")
	}
	a := New(d, spanOf(t, d, "人民"), start)
	s.Add(start, a)
	nowhere := spanOf(t, d, "人民")
	nowhere.End = nowhere.Start
	if s.Repoint(start, d, a.ID, nowhere) {
		t.Error("an annotation was put on nothing")
	}
}
