package cli

import (
	"fmt"
	"io"
	"strings"

	"lectern/ui/layout"
)

// writeRows writes rows of cells with their columns aligned. Every cell is made
// visible and cut to its column's limit of terminal cells.
func writeRows(w io.Writer, rows [][]string, limits []int, grid layout.Grid) {
	widths := make([]int, len(limits))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = layout.Truncate(layout.Visible(cell), limits[i], grid)
			widths[i] = max(widths[i], layout.Width(row[i], grid))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			if widths[i] > 0 {
				line.WriteString(layout.Pad(cell, widths[i], grid) + "  ")
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}
