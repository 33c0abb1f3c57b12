package cli

import (
	"os"
	"time"

	"lectern/ui"
)

// BrokenMain is lectern with a mistake in it: the key o breaks it, in a command.
func BrokenMain() int {
	p := &program{stdout: os.Stdout, stderr: os.Stderr, now: time.Now, started: true}
	err := p.settings.load()
	if err != nil {
		return p.report(err)
	}
	s, err := p.open("talk.txt")
	if err != nil {
		return p.report(err)
	}
	c := p.screen(p.screenSpeech(s))
	c.Library = brokenLibrary{}
	return p.report(p.run(c))
}

type brokenLibrary struct{ ui.Library }

func (brokenLibrary) Recent() ([]ui.Recent, error) {
	var list []ui.Recent
	return list[:len(os.Args)], nil
}
