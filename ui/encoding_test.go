package ui

import (
	"errors"
	"strings"
	"testing"

	"lectern/model"
)

func (d *desk) Decodings() ([]Decoding, error) { return d.decodings, d.failRead }

func (d *desk) Recode(encoding string) (Speech, error) {
	d.recoded = append(d.recoded, encoding)
	return d.reread, d.failRead
}

// asLatin is the sample as it reads in a wrong encoding.
func asLatin(t *testing.T) Speech {
	s := speechFile(t, sample)
	s.Source.Text = strings.ReplaceAll(s.Source.Text, "自然资源", "×ÔÈ»×ÊÔ´")
	s.Document, s.Encoding, s.Unreadable = model.Parse(s.Source), "windows-1252", 2
	return s
}

// A speech that was read in the wrong encoding is read in the right one: where
// the notes were made on the words there, they are placed again.
func TestAnotherEncoding(t *testing.T) {
	st := newStage(t, asLatin(t), "80x24", func(c *Config) { c.Speech.Recoder = c.Library.(*desk) })
	st.keys("G1")
	st.desk.decodings = []Decoding{{"gb18030", 0, "自然资源局"}, {"windows-1252", 2, "×ÔÈ»"}, {"utf-16le", 9, "\x1b[31m"}}
	st.desk.reread = speechFile(t, sample)
	st.desk.reread.Encoding = "gb18030"
	st.keys("E").want("自动识别", "gb18030       自然资源局", "当前", "9 个字符无法识别").lacks("\x1b[31m")
	fits(t, st, "the encodings")
	st.keys("j<enter>").want("按 gb18030 读取")
	r := st.app.reader
	if r.doc().Text != st.desk.reread.Source.Text || r.speech.Encoding != "gb18030" || r.speech.Unreadable != 0 {
		t.Errorf("the page is read as %s, %d characters unread", r.speech.Encoding, r.speech.Unreadable)
	}
	if len(r.book.marks) != 1 || !strings.HasPrefix(r.doc().Slice(r.book.marks[0].span), "我就讲这些") {
		t.Errorf("the marks are %+v", r.book.marks)
	}
	if strings.Join(st.desk.recoded, " ") != "gb18030" || st.desk.place.Offset != r.cursor {
		t.Errorf("recoded to %q, place kept %+v", st.desk.recoded, st.desk.place)
	}

	// The same words in an encoding of another name.
	st.keys("E<enter>").want("按 gb18030 读取")
	if last := st.desk.recoded[len(st.desk.recoded)-1]; last != "" {
		t.Errorf("recoded to %q", last)
	}

	st.desk.failRead = errors.New("not text")
	st.keys("E").want("这样读不出来：not text")
}

// What cannot be in another encoding has no key for it.
func TestNoOtherEncoding(t *testing.T) {
	st := newStage(t, speechFile(t, sample), "80x24")
	st.keys("E").lacks("自动识别")
	st.keys("?").lacks("换一种编码读取")
}
