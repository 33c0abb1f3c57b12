package export

import (
	"bytes"
	"io"
)

// writeJSONLines writes a W3C annotation a line (https://jsonlines.org), each
// with its own context: a line that is taken out of the file means the same.
func writeJSONLines(w io.Writer, e *Export) error {
	var b bytes.Buffer
	for _, s := range e.Speeches {
		for _, record := range s.records() {
			b.WriteString(`{"@context":`)
			b.Write(encoded(context))
			b.WriteByte(',')
			b.Write(record[1:])
			b.WriteByte('\n')
		}
	}
	_, err := w.Write(inertJSON(b.Bytes()))
	return err
}
