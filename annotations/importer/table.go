package importer

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// table is a CSV file (RFC 4180) whose first record names the columns.
type table struct {
	columns map[string]int // by name, in lower case
	rows    []row
}

type row struct {
	columns map[string]int
	cells   []string
	line    int
}

// get is the cell of the first of some columns that the table has.
func (r row) get(names ...string) string {
	for _, name := range names {
		if i, ok := r.columns[name]; ok && i < len(r.cells) {
			return r.cells[i]
		}
	}
	return ""
}

func (t *table) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { _, ok := t.columns[name]; return ok })
}

// header is the columns of a text that may be CSV, and what parts its cells: Excel
// writes semicolons where a comma is in numbers, and tabs.
func header(text string) (columns map[string]int, comma rune) {
	first, _, _ := strings.Cut(text, "\n")
	comma = ','
	for _, other := range []rune{';', '\t'} {
		if strings.Count(first, string(other)) > strings.Count(first, string(comma)) {
			comma = other
		}
	}
	r := csv.NewReader(strings.NewReader(first))
	r.Comma = comma
	names, err := r.Read()
	if err != nil {
		return nil, comma
	}
	columns = map[string]int{}
	for i, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, there := columns[name]; !there {
			columns[name] = i
		}
	}
	return columns, comma
}

// hasColumns reports whether a text is CSV with one of the first columns and one of
// the second.
func hasColumns(text string, first, second []string) bool {
	columns, _ := header(text)
	t := &table{columns: columns}
	return t.has(first...) && t.has(second...)
}

func readTable(text []byte) (*table, error) {
	t := &table{}
	var comma rune
	t.columns, comma = header(string(text))
	r := csv.NewReader(strings.NewReader(string(text)))
	r.Comma, r.FieldsPerRecord = comma, -1
	for {
		cells, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case err == io.EOF:
			return t, t.check()
		case errors.As(err, &wrong):
			return nil, at(line(wrong.Line), wrong.Err)
		case err != nil:
			return nil, err
		}
		start, _ := r.FieldPos(0)
		if start > 1 {
			t.rows = append(t.rows, row{t.columns, cells, start})
		}
	}
}

func (t *table) check() error {
	if len(t.columns) == 0 {
		return at(line(1), errors.New("the names of the columns should stand there"))
	}
	return nil
}
