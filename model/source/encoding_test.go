package source

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

var (
	littleEnd = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	bigEnd    = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
)

const speeches = "../../testdata/speeches"

func readFile(t testing.TB, path ...string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func encode(t testing.TB, e encoding.Encoding, text string) []byte {
	t.Helper()
	raw, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestDecode(t *testing.T) {
	tests := []struct {
		what, raw, asked string
		encoding, text   string
		unreadable       int
	}{
		{"ASCII", "Fellow citizens,", "", "utf-8", "Fellow citizens,", 0},
		{"UTF-8", "同志们：", "", "utf-8", "同志们：", 0},
		{"a mark", "\xEF\xBB\xBF同志们", "", "utf-8-bom", "同志们", 0},
		{"a cut tail", "同志们\xE5\xA4", "", "utf-8", "同志们\uFFFD", 1},
		{"a replacement character of its own", "同志\uFFFD们", "", "utf-8", "同志\uFFFD们", 0},
		{"one bad byte in Chinese", "各位代表：\xFF现在，我代表国务院，向大会报告政府工作", "", "utf-8", "各位代表：\uFFFD现在，我代表国务院，向大会报告政府工作", 1},
		{"newlines of three systems", "a\r\nb\rc\nd\r\n", "", "utf-8", "a\nb\nc\nd\n", 0},
		{"a carriage return before CRLF", "a\r\r\nb", "", "utf-8", "a\n\nb", 0},
		{"a NUL in text", "one\x00 two and three", "", "utf-8", "one\x00 two and three", 0},
		{"UTF-16 with a mark", "\xFF\xFEH\x00i\x00\r\x00\n\x00", "", "utf-16le", "Hi\n", 0},
		{"UTF-16 with the other mark", "\xFE\xFF\x00H\x00i", "", "utf-16be", "Hi", 0},
		{"English UTF-16 without a mark", "T\x00h\x00a\x00n\x00k\x00 \x00y\x00o\x00u\x00", "", "utf-16le", "Thank you", 0},
		{"the other way round", "\x00T\x00h\x00a\x00n\x00k\x00 \x00y\x00o\x00u", "", "utf-16be", "Thank you", 0},
		{"UTF-16 of odd length", "\xFF\xFEH\x00i\x00x", "", "utf-16le", "Hi\uFFFD", 1},
		{"half a cent", "a reduction of the \xBD\xA2 decrease", "", "windows-1252", "a reduction of the ½¢ decrease", 0},
		{"French", "o\xF9 est l\x92\xE9t\xE9 ?", "", "windows-1252", "où est l’été ?", 0},
		{"Big5 dash and apostrophe in English", "peace\xA1Xwith America\xA1\xA6s help", "", "big5", "peace—with America’s help", 0},
		{"asked: utf-16 goes by the mark", "\xFE\xFF\x00H\x00i", "UTF-16", "utf-16be", "Hi", 0},
		{"asked: utf-16 without a mark", "H\x00i\x00", "utf-16", "utf-16le", "Hi", 0},
		{"asked: utf8 with a mark", "\xEF\xBB\xBFHi", "utf8", "utf-8-bom", "Hi", 0},
		{"asked: gb2312", "\xCD\xAC\xD6\xBE", "GB2312", "gb18030", "同志", 0},
		{"asked: another than it is", "caf\xC3\xA9", "latin1", "windows-1252", "cafÃ©", 0},
	}
	for _, test := range tests {
		d, err := decode([]byte(test.raw), test.asked)
		if err != nil {
			t.Errorf("%s: %v", test.what, err)
			continue
		}
		want := decoded{content: test.text, encoding: test.encoding, unreadable: test.unreadable}
		if d != want {
			t.Errorf("%s:\n got %+v\nwant %+v", test.what, d, want)
		}
	}
}

func TestEveryNameOfAnEncodingIsAccepted(t *testing.T) {
	names := Encodings()
	for _, c := range charsets {
		names = append(names, c.aliases...)
	}
	for _, name := range names {
		if _, err := decode([]byte("x"), strings.ToUpper(name)); err != nil {
			t.Error(err)
		}
	}
	_, err := decode([]byte("x"), "ebcdic")
	if !errors.Is(err, ErrEncoding) || !strings.HasPrefix(err.Error(), "ebcdic: ") || !strings.Contains(err.Error(), "gb18030") {
		t.Errorf("an unknown name gives %v", err)
	}
}

// TestEncodedSamples reads the same words from each encoding.
func TestEncodedSamples(t *testing.T) {
	sample := string(readFile(t, speeches, "natural-resources-bureau.txt"))
	for name, want := range map[string]string{
		"sample.gb18030.txt":       "gb18030",
		"sample.utf16le-bom.txt":   "utf-16le",
		"sample.utf16be.txt":       "utf-16be",
		"sample.utf8-bom-crlf.txt": "utf-8-bom",
	} {
		s, err := Open(filepath.Join(speeches, "encoded", name), "")
		if err != nil {
			t.Fatal(err)
		}
		if s.Encoding != want || s.Text != sample || s.Unreadable != 0 {
			t.Errorf("%s: read as %s with %d unreadable; text the same: %v", name, s.Encoding, s.Unreadable, s.Text == sample)
		}
	}
	for name, want := range map[string]struct{ encoding, words string }{
		"encoded/library-anniversary.big5.txt":  {"big5", "書能留下來，是因為有人願意讀。"},
		"encoded/kennedy-1961.windows-1252.txt": {"windows-1252", "freedom—symbolizing an end"},
		"bush-2005.txt":                         {"big5", "years of sabbatical—and then"},
	} {
		s, err := Open(filepath.Join(speeches, name), "")
		if err != nil {
			t.Fatal(err)
		}
		if s.Encoding != want.encoding || !strings.Contains(s.Text, want.words) || s.Unreadable != 0 {
			t.Errorf("%s: read as %s with %d unreadable", name, s.Encoding, s.Unreadable)
		}
	}
}

func TestHardWrappedSampleHasTheSampleWords(t *testing.T) {
	bare := func(raw []byte) string { return strings.Join(strings.Fields(string(raw)), "") }
	sample := bare(readFile(t, speeches, "natural-resources-bureau.txt"))
	if bare(readFile(t, speeches, "encoded", "hardwrapped.txt")) != sample {
		t.Error("the hard-wrapped sample has other words")
	}
}

// TestDetectWindows guesses the encoding of short stretches of the samples. A
// stretch begins with a whole character and ends anywhere, as files that were
// cut do.
func TestDetectWindows(t *testing.T) {
	chinese := string(readFile(t, speeches, "natural-resources-bureau.txt"))
	traditional, err := traditionalchinese.Big5.NewDecoder().String(string(readFile(t, speeches, "encoded", "library-anniversary.big5.txt")))
	if err != nil {
		t.Fatal(err)
	}
	kennedy := string(readFile(t, speeches, "kennedy-1961.txt"))
	curly := strings.NewReplacer(" -- ", "—", "'", "’").Replace(kennedy)
	windows, wrong := 0, 0
	for _, test := range []struct {
		text string
		e    encoding.Encoding
		want string
	}{
		{chinese, unicode.UTF8, "utf-8"},
		{chinese, simplifiedchinese.GB18030, "gb18030"},
		{chinese, littleEnd, "utf-16le"},
		{chinese, bigEnd, "utf-16be"},
		{traditional, traditionalchinese.Big5, "big5"},
		{traditional, simplifiedchinese.GB18030, "gb18030"},
		{traditional, littleEnd, "utf-16le"},
		{traditional, bigEnd, "utf-16be"},
		{kennedy, littleEnd, "utf-16le"},
		{kennedy, bigEnd, "utf-16be"},
		{curly, charmap.Windows1252, "windows-1252"},
	} {
		characters := []rune(test.text)
		for start := 0; start < len(characters)-60; start += 31 {
			raw := encode(t, test.e, string(characters[start:min(start+500, len(characters))]))
			raw = raw[:min(len(raw), 50+start%951)]
			if test.want == "windows-1252" && isUTF8(raw) {
				continue // ASCII, which is UTF-8 too
			}
			windows++
			if got := detect(raw).name; got != test.want {
				wrong++
				t.Logf("%s taken for %s: %+q", test.want, got, raw)
			}
		}
	}
	if windows < 1000 || wrong*250 > windows {
		t.Errorf("%d of %d windows wrong; at most 0.4 %% may be", wrong, windows)
	}
}

// TestDetectLateBytes finds the one telling byte behind much ASCII.
func TestDetectLateBytes(t *testing.T) {
	late := strings.Repeat("Four score and seven years ago. ", 4000) + "It cost 5\xA2 then, and a caf\xE9 too."
	if got := detect([]byte(late)).name; got != "windows-1252" {
		t.Errorf("taken for %s", got)
	}
}

func TestFrequentHanAreListedOnce(t *testing.T) {
	all := []rune(frequentHan)
	slices.Sort(all)
	if unique := slices.Compact(slices.Clone(all)); len(unique) != len(all) {
		t.Errorf("%d of %d are repeated", len(all)-len(unique), len(all))
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("同志们：\r\n大家好。\r"), "")
	f.Add([]byte("\xCD\xAC\xD6\xBE\xC3"), "gbk")
	f.Add([]byte("\xFF\xFEH\x00\x00\xD8x"), "utf-16")
	f.Add([]byte("\xA6\x50\xA7\xD3\xED"), "big5")
	f.Add([]byte("caf\xE9\x81\x00"), "")
	f.Fuzz(func(t *testing.T, raw []byte, name string) {
		checkDecoded(t, raw, "")
		checkDecoded(t, raw, name)
	})
}
