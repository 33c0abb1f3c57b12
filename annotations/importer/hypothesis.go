package importer

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"lectern/annotations"
)

// This file reads what Hypothesis exports, as JSON or CSV, and what its API
// answers to a search. Its positions count UTF-16 units of a web page: only quotes
// are taken, with what stands round them.

func isHypothesis(text string) bool {
	list := hypothesisList([]byte(text))
	if len(list) == 0 {
		return hasColumns(text, []string{"quote"}, []string{"body", "comment", "annotation/reply type", "url"})
	}
	m := members(list[0])
	return m["uri"] != nil && m["@context"] == nil && (m["user"] != nil || m["text"] != nil || m["permissions"] != nil)
}

// hypothesisList are the annotations in a file: an export's, a search's, a list, or
// the file itself.
func hypothesisList(text []byte) []json.RawMessage {
	if list, ok := elements(text); ok {
		return list
	}
	m := members(text)
	for _, name := range []string{"annotations", "rows"} {
		if list, ok := elements(m[name]); ok {
			return list
		}
	}
	if m["uri"] != nil {
		return []json.RawMessage{text}
	}
	return nil
}

// hypothesisNote is an annotation as the API has it.
type hypothesisNote struct {
	ID         string   `json:"id"`
	Created    string   `json:"created"`
	Updated    string   `json:"updated"`
	User       string   `json:"user"` // "acct:name@host"
	URI        string   `json:"uri"`
	Text       string   `json:"text"`
	Tags       []string `json:"tags"`
	References []string `json:"references"` // the ids of what it answers, the first one first
	Target     []struct {
		Selector []json.RawMessage `json:"selector"`
	} `json:"target"`
	Document struct {
		Title json.RawMessage `json:"title"`
	} `json:"document"`
	UserInfo struct {
		Name string `json:"display_name"`
	} `json:"user_info"`
}

func readHypothesis(text []byte) (File, error) {
	list := hypothesisList(text)
	if list == nil && !json.Valid(text) {
		if looksLikeJSON(text) {
			return File{}, decode(text, &json.RawMessage{})
		}
		return readHypothesisTable(text)
	}
	if list == nil {
		return File{}, errors.New(`it has no "annotations" and no "rows"`)
	}
	notes := make([]hypothesisNote, len(list))
	quotes := map[string]annotations.Target{}
	for i, raw := range list {
		if err := json.Unmarshal(raw, &notes[i]); err != nil {
			return File{}, at(record(i+1), errors.New("it is no annotation of Hypothesis"))
		}
		quotes[notes[i].ID] = notes[i].quote()
	}
	var items []Item
	for i, note := range notes {
		items = append(items, note.item(quotes, i+1))
	}
	return File{Items: items}, nil
}

func looksLikeJSON(text []byte) bool {
	start := strings.TrimSpace(string(text[:min(len(text), 64)]))
	return strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[")
}

func (h *hypothesisNote) quote() (t annotations.Target) {
	for _, target := range h.Target {
		for _, selector := range target.Selector {
			m := members(selector)
			if str(m["type"]) == "TextQuoteSelector" {
				return annotations.Target{Exact: str(m["exact"]), Prefix: str(m["prefix"]), Suffix: str(m["suffix"])}
			}
		}
	}
	return t
}

// item is the note as an item; an answer is a note on the passage that what it
// answers is about.
func (h *hypothesisNote) item(quotes map[string]annotations.Target, n int) Item {
	item := Item{Where: record(n), Titles: nonBlank(h.title(), addressTitle(h.URI)), location: h.ID, date: h.Created}
	item.ID = hypothesisID(h.ID)
	item.Target = h.quote()
	if len(h.References) > 0 && item.Target.Exact == "" {
		item.Target = quotes[h.References[0]]
	}
	item.Note, item.Tags = strings.TrimSpace(h.Text), h.Tags
	name, _, _ := strings.Cut(strings.TrimPrefix(h.User, "acct:"), "@")
	item.Creator = cmp.Or(h.UserInfo.Name, name)
	item.Created, item.Modified = dateOf(h.Created), dateOf(h.Updated)
	item.paint("")
	return item
}

// hypothesisID is the address of an annotation, which is its IRI.
func hypothesisID(id string) string {
	if id == "" || isIRI(id) {
		return id
	}
	return "https://hypothes.is/a/" + url.PathEscape(id)
}

// title is the title of the page, which is a string or a list of them.
func (h *hypothesisNote) title() string {
	if list, ok := elements(h.Document.Title); ok && len(list) > 0 {
		return str(list[0])
	}
	return str(h.Document.Title)
}

// addressTitle is the name of the file that an address ends in, or else the address.
func addressTitle(address string) string {
	u, err := url.Parse(address)
	if err != nil || fileTitle(u.Path) == "" {
		return address
	}
	return fileTitle(u.Path)
}

func readHypothesisTable(text []byte) (File, error) {
	t, err := readTable(text)
	if err != nil {
		return File{}, err
	}
	if !t.has("quote") {
		return File{}, at(line(1), errors.New(`there is no column "Quote"`))
	}
	var items []Item
	for _, r := range t.rows {
		item := Item{
			Where: line(r.line), Titles: nonBlank(r.get("title", "document title"), addressTitle(r.get("url", "uri"))),
			location: r.get("page"), date: r.get("creation date", "created at", "created", "date"),
		}
		item.ID = hypothesisID(r.get("id"))
		item.Target = annotations.Target{Exact: strings.TrimSpace(r.get("quote"))}
		item.Note, item.Tags = strings.TrimSpace(r.get("body", "comment", "text")), listed(r.get("tags"))
		item.Creator = r.get("user", "author")
		item.Created = dateOf(item.date)
		item.paint("")
		items = append(items, item)
	}
	return File{Items: items}, nil
}
