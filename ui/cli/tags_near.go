package cli

import (
	"strings"

	"lectern/model"
)

// longestName is how many characters of a tag's name are compared.
const longestName = 64

// distance is how unlike two names are, and whether they are like enough that one
// may be meant for the other: 0 when only case, width and the like differ, 1 when
// one is part of the other, or else how many characters (Levenshtein).
func distance(given, name string) (d int, near bool) {
	a, b := model.Fold(given).Text, model.Fold(name).Text
	x, y := []rune(a), []rune(b)
	switch {
	case a == b:
		return 0, true
	case len(x) > longestName || len(y) > longestName || len(x) == 0:
		return 0, false
	case strings.Contains(b, a) || strings.Contains(a, b):
		return 1, true
	}
	d = levenshtein(x, y)
	return d, d <= max(1, len(x)/3)
}

// levenshtein is how many characters must be changed, added or removed.
func levenshtein(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
