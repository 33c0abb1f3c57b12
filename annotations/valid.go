package annotations

// deepest is how far values may be nested, as for encoding/json.
const deepest = 10_000

// validJSON is json.Valid, which takes longer than all the rest of reading a large
// notes file. FuzzValid holds the two together.
func validJSON(data []byte) bool {
	at := blankEnd(data, valueEnd(data, 0, 0))
	return at == len(data) && at > 0
}

// invalid is where nothing valid ends: behind the end of any text.
const invalid = int(^uint(0) >> 1)

func blankEnd(data []byte, at int) int {
	for at < len(data) && (data[at] == ' ' || data[at] == '\n' || data[at] == '\t' || data[at] == '\r') {
		at++
	}
	return at
}

// valueEnd is where the value behind some blanks ends.
func valueEnd(data []byte, at, depth int) int {
	if at = blankEnd(data, at); at >= len(data) || depth > deepest {
		return invalid
	}
	switch c := data[at]; c {
	case '"':
		return validStringEnd(data, at)
	case '{':
		return membersEnd(data, at+1, depth+1)
	case '[':
		return itemsEnd(data, at+1, depth+1)
	case 't':
		return wordEnd(data, at, "true")
	case 'f':
		return wordEnd(data, at, "false")
	case 'n':
		return wordEnd(data, at, "null")
	}
	return numberEnd(data, at)
}

func wordEnd(data []byte, at int, word string) int {
	if end := at + len(word); end <= len(data) && string(data[at:end]) == word {
		return end
	}
	return invalid
}

// itemsEnd is where the array ends whose inside begins at at.
func itemsEnd(data []byte, at, depth int) int {
	if at = blankEnd(data, at); at < len(data) && data[at] == ']' && depth <= deepest {
		return at + 1
	}
	for {
		at = blankEnd(data, valueEnd(data, at, depth))
		switch {
		case at >= len(data):
			return invalid
		case data[at] == ']':
			return at + 1
		case data[at] != ',':
			return invalid
		}
		at++
	}
}

// membersEnd is where the object ends whose inside begins at at.
func membersEnd(data []byte, at, depth int) int {
	if at = blankEnd(data, at); at < len(data) && data[at] == '}' && depth <= deepest {
		return at + 1
	}
	for {
		if at = blankEnd(data, at); at >= len(data) || data[at] != '"' {
			return invalid
		}
		if at = blankEnd(data, validStringEnd(data, at)); at >= len(data) || data[at] != ':' {
			return invalid
		}
		at = blankEnd(data, valueEnd(data, at+1, depth))
		switch {
		case at >= len(data):
			return invalid
		case data[at] == '}':
			return at + 1
		case data[at] != ',':
			return invalid
		}
		at++
	}
}

// validStringEnd is where the string ends that begins at at.
func validStringEnd(data []byte, at int) int {
	for at++; at < len(data); at++ {
		switch c := data[at]; {
		case c == '"':
			return at + 1
		case c < ' ':
			return invalid
		case c == '\\':
			if at = escapeEnd(data, at+1); at == invalid {
				return invalid
			}
		}
	}
	return invalid
}

// escapeEnd is the last byte of the escape whose backslash stands before at.
func escapeEnd(data []byte, at int) int {
	if at >= len(data) {
		return invalid
	}
	switch data[at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return at
	case 'u':
	default:
		return invalid
	}
	for range 4 {
		if at++; at >= len(data) || !isHex(data[at]) {
			return invalid
		}
	}
	return at
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// numberEnd is where the number ends that begins at at (RFC 8259, 6).
func numberEnd(data []byte, at int) int {
	if at < len(data) && data[at] == '-' {
		at++
	}
	switch {
	case at < len(data) && data[at] == '0':
		at++
	default:
		at = digitsEnd(data, at)
	}
	if at < len(data) && data[at] == '.' {
		at = digitsEnd(data, at+1)
	}
	if at < len(data) && data[at]|0x20 == 'e' {
		if at++; at < len(data) && (data[at] == '+' || data[at] == '-') {
			at++
		}
		at = digitsEnd(data, at)
	}
	return at
}

// digitsEnd is where the digits end, of which there is at least one.
func digitsEnd(data []byte, at int) int {
	if at >= len(data) || !isDigit(data[at]) {
		return invalid
	}
	for at < len(data) && isDigit(data[at]) {
		at++
	}
	return at
}
