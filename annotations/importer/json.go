package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// decode reads one JSON value, and says on which line it goes wrong.
func decode(text []byte, to any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	err := decoder.Decode(to)
	if err == nil {
		if _, err = decoder.Token(); err == io.EOF {
			return nil
		}
		return at(line(lineAt(text, int(decoder.InputOffset()))), errors.New("there is more after the end of its JSON"))
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return at(line(lineAt(text, int(syntax.Offset))), syntax)
	case errors.As(err, &kind):
		return at(line(lineAt(text, int(kind.Offset))), fmt.Errorf("%q is a %s, which it cannot be", kind.Field, kind.Value))
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return at(line(lineAt(text, len(text))), errors.New("its JSON breaks off"))
	}
	return err
}

// members are the fields of a JSON object; nil for another value.
func members(raw []byte) map[string]json.RawMessage {
	var m map[string]json.RawMessage
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	return m
}

// elements are the items of a JSON array; ok is false for another value.
func elements(raw []byte) (list []json.RawMessage, ok bool) {
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) || json.Unmarshal(raw, &list) != nil {
		return nil, false
	}
	return list, true
}

// str is a JSON string; empty for another value.
func str(raw json.RawMessage) (s string) {
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// encoded is a value as JSON. The values given to it can all be written.
func encoded(value any) json.RawMessage {
	raw, err := json.Marshal(value)
	if err != nil {
		return json.RawMessage("null")
	}
	return raw
}
