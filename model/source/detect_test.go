package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// speechTexts are all speeches of the project's testdata, decoded, by name.
func speechTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, folder := range []string{speeches, "../../testdata/labelled"} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			name := entry.Name()
			if entry.IsDir() || name == "SOURCES.md" || name == "README.md" || strings.HasSuffix(name, ".labels") {
				continue
			}
			speech, err := Open(filepath.Join(folder, name), "")
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = speech.Text
		}
	}
	return texts
}

// asWritten is how a text may be encoded, and what it is to be taken for.
type asWritten struct {
	taken string
	codec encoding.Encoding
}

func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// dresses are the encodings that texts like this one come in. ASCII alone is the
// same in all but UTF-16.
func dresses(han bool) []asWritten {
	marked := func(e xunicode.Endianness) encoding.Encoding { return xunicode.UTF16(e, xunicode.UseBOM) }
	all := []asWritten{
		{"utf-8", xunicode.UTF8}, {"utf-16le", littleEnd}, {"utf-16be", bigEnd},
		{"utf-8-bom", xunicode.UTF8BOM}, {"utf-16le", marked(xunicode.LittleEndian)}, {"utf-16be", marked(xunicode.BigEndian)},
	}
	if han {
		return append(all, asWritten{"gb18030", simplifiedchinese.GB18030}, asWritten{"big5", traditionalchinese.Big5})
	}
	return append(all, asWritten{"windows-1252", charmap.Windows1252}, asWritten{"windows-1252", charmap.ISO8859_1})
}

// encodable is a text without what an encoding does not have.
func encodable(text string, e encoding.Encoding) string {
	return strings.Map(func(r rune) rune {
		if _, err := e.NewEncoder().String(string(r)); err != nil {
			return -1
		}
		return r
	}, text)
}

// windowSizes are the lengths in bytes of the stretches that are guessed.
var windowSizes = []int{200, 333, 512, 1000}

// TestDetection guesses the encoding of stretches of all speeches in all their
// dresses. A stretch begins with a whole character and ends anywhere.
func TestDetection(t *testing.T) {
	windows, wrong, chinese := map[string]int{}, map[string]int{}, 0
	for name, text := range speechTexts(t) {
		han := hasHan(text)
		for _, dress := range dresses(han) {
			if dress.taken == "big5" && !strings.ContainsAny(text, "們會議說這") {
				continue // simplified characters are not in Big5
			}
			characters := []rune(encodable(text, dress.codec))
			step := 257
			if han {
				step = 29
			}
			for i, start := 0, 0; start < len(characters)-100; i, start = i+1, start+step {
				size := windowSizes[i%len(windowSizes)]
				raw := encode(t, dress.codec, string(characters[start:min(start+size, len(characters))]))
				raw = raw[:min(len(raw), size)]
				if len(raw) < windowSizes[0] || dress.taken != "utf-8" && isUTF8(raw) && announced(raw) == nil {
					continue
				}
				c, _ := choose(raw, "")
				windows[dress.taken]++
				if c.name == dress.taken {
					continue
				}
				wrong[dress.taken]++
				t.Logf("%s at character %d, in %s: taken for %s: %+q", name, start, dress.taken, c.name, raw)
				if !han && (c.name == "gb18030" || c.name == "big5") {
					chinese++
				}
			}
		}
	}
	all, allWrong := 0, 0
	for _, name := range Encodings() {
		if scriptOf[name] != nil {
			continue // TestNeighbours
		}
		all, allWrong = all+windows[name], allWrong+wrong[name]
		t.Logf("%-12s %5d of %5d right", name, windows[name]-wrong[name], windows[name])
		if windows[name] == 0 || wrong[name]*100 > windows[name] {
			t.Errorf("%s: %d of %d windows wrong; at most 1 %% may be", name, wrong[name], windows[name])
		}
	}
	t.Logf("%.2f %% of %d windows right", 100*float64(all-allWrong)/float64(all), all)
	if chinese > 0 {
		t.Errorf("%d windows of English texts taken for Chinese", chinese)
	}
}

// TestNeighbours guesses the encoding of stretches of Japanese and Korean.
func TestNeighbours(t *testing.T) {
	const japaneseWords = "国民の皆様、新年あけましておめでとうございます。本日、ここに所信を申し述べます。私は、国民の皆様とともに、この国の未来を切り拓いてまいります。まず、経済であります。成長を取り戻すために、あらゆる政策を総動員してまいります。日本を取り巻く環境は、厳しさを増しております。御清聴ありがとうございました。"
	const koreanWords = "존경하는 국민 여러분, 오늘 우리는 새로운 시대를 맞이하여 이 자리에 모였습니다. 국민과 함께 미래로 나아가겠습니다. 첫째, 경제를 살리겠습니다. 일자리를 만들고 소득을 늘리겠습니다. 기업이 투자하기 좋은 나라를 만들겠습니다. 둘째, 평화를 지키겠습니다. 감사합니다."
	for _, test := range []struct {
		name, words string
		codec       encoding.Encoding
	}{
		{"shift_jis", japaneseWords, japanese.ShiftJIS}, {"euc-jp", japaneseWords, japanese.EUCJP}, {"euc-kr", koreanWords, korean.EUCKR},
	} {
		characters := []rune(test.words)
		for start := range len(characters) / 3 {
			raw := encode(t, test.codec, string(characters[start:]))
			raw = raw[:min(len(raw), 200-start%2)]
			if c, _ := choose(raw, ""); c.name != test.name {
				t.Errorf("%s from character %d: taken for %s", test.name, start, c.name)
			}
		}
	}
}

// TestLatinAddressesAreNoChinese reads every English speech whole as it was written
// on old machines.
func TestLatinAddressesAreNoChinese(t *testing.T) {
	for name, text := range speechTexts(t) {
		if hasHan(text) {
			continue
		}
		for _, dress := range dresses(false) {
			raw := encode(t, dress.codec, encodable(text, dress.codec))
			if c, _ := choose(raw, ""); c.name != dress.taken && !isUTF8(raw) {
				t.Errorf("%s in %s: taken for %s", name, dress.taken, c.name)
			}
		}
	}
}
