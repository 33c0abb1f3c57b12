package source

import "testing"

func TestFountain(t *testing.T) {
	raw := `Title:
    _**A Talk**_
Credit: written by
Authors: Ada
Draft date: 2024-01-02

# Act One

= What happens.

INT. HALL - DAY #1#

The hall is *full*. [[a note]]

ADA (O.S.)
(softly)
Good _evening_ \*all\*.
How are you?

@McBob ^
Fine & 5 * 3.

.SOMEWHERE

!NOT A NAME

> THE END <

CUT TO:

/* never
shown */
He said NO.
`
	s := readWhole(t, raw, "talk.fountain")
	want := `title A Talk
section2 Act One
section3 INT. HALL - DAY
The hall is _full_.
speaker ADA (O.S.): (softly)⏎Good _evening_ *all*.⏎How are you?
speaker McBob: Fine & 5 * 3.
section3 SOMEWHERE
NOT A NAME
THE END
CUT TO:
He said NO.
`
	if got := outlined(s.Source); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if s.Format != "fountain" || s.Title != "A Talk" || s.Speaker != "Ada" || s.Date != "2024-01-02" {
		t.Errorf("%+v", s)
	}
}
