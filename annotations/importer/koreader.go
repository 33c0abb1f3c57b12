package importer

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"lectern/annotations"
)

// This file reads what KOReader's exporter writes as JSON: one book, or several in
// "documents".

func isKOReader(text string) bool {
	var file koreaderFile
	return json.Unmarshal([]byte(text), &file) == nil && (file.Entries != nil || len(file.Documents) > 0 && file.Documents[0].Entries != nil)
}

type koreaderFile struct {
	koreaderBook
	Documents []koreaderBook `json:"documents"`
}

type koreaderBook struct {
	Title   string          `json:"title"`
	File    string          `json:"file"`
	Entries []koreaderEntry `json:"entries"`
}

// koreaderEntry is an entry. Its page is a number, or a place in the book's markup.
type koreaderEntry struct {
	Page  json.RawMessage `json:"page"`
	Time  json.Number     `json:"time"` // seconds since 1970
	Text  string          `json:"text"`
	Note  string          `json:"note"`
	Color string          `json:"color"`
	Sort  string          `json:"sort"`
}

func readKOReader(text []byte) (File, error) {
	var file koreaderFile
	if err := decode(text, &file); err != nil {
		return File{}, err
	}
	books := file.Documents
	if file.Entries != nil {
		books = append([]koreaderBook{file.koreaderBook}, books...)
	}
	if books == nil {
		return File{}, errors.New("it has no \"entries\" and no \"documents\"")
	}
	var items []Item
	n := 0
	for _, book := range books {
		titles := nonBlank(book.Title, fileTitle(book.File))
		for _, entry := range book.Entries {
			n++
			if entry.Sort != "bookmark" {
				items = append(items, entry.item(titles, n))
			}
		}
	}
	return File{Items: items}, nil
}

func (e *koreaderEntry) item(titles []string, n int) Item {
	item := Item{Where: record(n), Titles: titles, location: string(e.Page), date: e.Time.String()}
	item.Target = annotations.Target{Exact: strings.TrimSpace(e.Text)}
	item.Note = strings.TrimSpace(e.Note)
	if seconds, err := e.Time.Int64(); err == nil && seconds > 0 {
		item.Created = possible(time.Unix(seconds, 0))
	}
	item.paint(e.Color)
	return item
}
