package cli

import (
	"testing"

	"golang.org/x/text/encoding/traditionalchinese"

	"lectern/ui"
)

const bookDay = "各位鄰居：\n\n今天是個好日子，二十年前的這個下午，我們搬進三百本書，點上一盞燈。\n"

// big5Speech is a speech in Big5 as the screen opens it.
func big5Speech(t *testing.T, p *program, talk string) ui.Speech {
	t.Helper()
	s, err := library{p}.Open(talk)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What the reader chose is kept with the reading place, until it is taken back;
// --encoding wins over it and is not kept.
func TestChosenEncodingIsKept(t *testing.T) {
	p, talk := newProgram(t)
	raw, err := traditionalchinese.Big5.NewEncoder().String(bookDay)
	if err != nil {
		t.Fatal(err)
	}
	write(t, talk, []byte(raw))
	s := big5Speech(t, p, talk)
	if s.Encoding != "big5" || s.Recoder == nil {
		t.Fatalf("read as %s", s.Encoding)
	}
	fresh, err := s.Recoder.Recode("gb18030")
	if err != nil || fresh.Encoding != "gb18030" || fresh.Source.Text == bookDay {
		t.Fatalf("%+v, %v", fresh, err)
	}
	again, err := s.Watcher.Reread()
	if err != nil || again.Encoding != "gb18030" {
		t.Errorf("read again as %s, %v", again.Encoding, err)
	}
	if err := s.Keeper.SavePlace(s.Document, ui.Place{}); err != nil {
		t.Fatal(err)
	}
	s = big5Speech(t, p, talk)
	if s.Encoding != "gb18030" {
		t.Errorf("the next time read as %s", s.Encoding)
	}

	p.settings.encoding = "windows-1252"
	named, err := p.open(talk)
	if err != nil || named.read.Encoding != "windows-1252" {
		t.Errorf("%v, %v", named, err)
	}
	if err := newKeeper(p, named).SavePlace(named.document, ui.Place{}); err != nil {
		t.Fatal(err)
	}
	p.settings.encoding = ""
	if s = big5Speech(t, p, talk); s.Encoding != "gb18030" {
		t.Errorf("after --encoding read as %s", s.Encoding)
	}

	if _, err := s.Recoder.Recode(""); err != nil {
		t.Fatal(err)
	}
	if err := s.Keeper.SavePlace(s.Document, ui.Place{}); err != nil {
		t.Fatal(err)
	}
	if s = big5Speech(t, p, talk); s.Encoding != "big5" || s.Source.Text != bookDay {
		t.Errorf("found out again, read as %s", s.Encoding)
	}
}

// A choice that the file cannot be read in any more is no choice.
func TestChosenEncodingThatFails(t *testing.T) {
	p, talk := newProgram(t)
	s := big5Speech(t, p, talk)
	if err := newPlaces().save(reading{Path: s.Path, Encoding: "ebcdic"}); err != nil {
		t.Fatal(err)
	}
	if s = big5Speech(t, p, talk); s.Encoding != "utf-8" {
		t.Errorf("read as %s", s.Encoding)
	}
}

// The readings come with what tells them apart; those that say the same are one.
func TestDecodings(t *testing.T) {
	p, talk := newProgram(t)
	raw, err := traditionalchinese.Big5.NewEncoder().String(bookDay)
	if err != nil {
		t.Fatal(err)
	}
	write(t, talk, []byte(raw))
	list, err := big5Speech(t, p, talk).Recoder.Decodings()
	if err != nil || len(list) < 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	if first := list[0]; first.Encoding != "big5" || first.Words != "各位鄰居： 今天是個好日子，二十年前的這個下午，" || first.Unreadable != 0 {
		t.Errorf("the first is %+v", first)
	}
	for i, d := range list[1:] {
		if i > 0 && d.Unreadable < list[i].Unreadable || d.Encoding == "utf-8-bom" {
			t.Errorf("%d: %+v", i, d)
		}
	}
	if s, err := p.openSample(); err != nil || p.screenSpeech(s).Recoder != nil {
		t.Errorf("the sample may be in another encoding, %v", err)
	}
}
