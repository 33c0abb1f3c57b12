//go:build campaign && !windows

package cli_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// typist writes notes into lectern and knows what must be on disk.
type typist struct {
	s      *terminal
	saved  []string // notes that the screen said were saved
	typing strings.Builder
	typed  []time.Time // when each character of typing was sent
}

const (
	campaignKills = 40
	perCharacter  = 25 * time.Millisecond
	// A draft may be a second old, and a busy machine is slow.
	mayBeLost = 1200 * time.Millisecond
)

// Somebody types and keeps notes, and lectern is killed at a random moment: all
// notes that were said to be saved are there, and of the one being typed all but
// the last second. Signals that can be caught lose nothing.
func TestCampaignKilledWhileTyping(t *testing.T) {
	signals := []syscall.Signal{syscall.SIGKILL, syscall.SIGHUP, syscall.SIGTERM}
	for i := range campaignKills {
		signal := signals[i%len(signals)]
		folder := sampleFolder(t)
		w := &typist{s: open(t, usual(folder))}
		time.AfterFunc(time.Duration(300+rand.IntN(4000))*time.Millisecond, func() { w.s.run.Process.Signal(signal) })
		w.write(i)
		ended := time.Now()
		<-w.s.closed
		w.check(t, folder, signal, ended)
	}
	t.Logf("%d programs ended while a note was typed, nothing lost that must not be", campaignKills)
}

// write types notes of different lengths, keeping each, until lectern ends.
func (w *typist) write(seed int) {
	random := rand.New(rand.NewPCG(uint64(seed), 7))
	for {
		w.s.keys(")a")
		w.typing.Reset()
		w.typed = nil
		for range 5 + random.IntN(100) {
			if !w.pause() {
				return
			}
			character := string(rune('a' + random.IntN(26)))
			w.s.send(character)
			w.typing.WriteString(character)
			w.typed = append(w.typed, time.Now())
		}
		w.s.keys("<ctrl+s>")
		for shows := false; !shows; {
			if !w.pause() {
				return
			}
			shown, _ := w.s.look()
			shows = shown.shows("笔记已写下 · 已保存")
		}
		w.saved = append(w.saved, w.typing.String())
	}
}

// pause waits as a typist does between two keys; false when lectern has ended.
func (w *typist) pause() bool {
	select {
	case <-w.s.closed:
		return false
	case <-time.After(perCharacter):
		return true
	}
}

func (w *typist) check(t *testing.T, folder string, signal syscall.Signal, ended time.Time) {
	t.Helper()
	notes, _ := os.ReadFile(filepath.Join(folder, "talk.txt.notes.json"))
	for _, text := range w.saved {
		if !strings.Contains(string(notes), text) {
			t.Errorf("%v: %q was saved and is not there", signal, text)
		}
	}
	must := w.typing.String()
	if signal == syscall.SIGKILL {
		sure := 0
		for sure < len(w.typed) && ended.Sub(w.typed[sure]) > mayBeLost {
			sure++
		}
		must = must[:sure]
	}
	drafts, _ := filepath.Glob(filepath.Join(folder, ".home", "XDG_STATE_HOME", "lectern", "drafts", "*.json"))
	kept := string(notes)
	for _, draft := range drafts {
		kept += readFile(t, draft)
	}
	// The last key may still have been on its way.
	if signal != syscall.SIGKILL && len(must) > 0 {
		must = must[:len(must)-1]
	}
	if !strings.Contains(kept, must) {
		t.Errorf("%v: %q was typed long before the end and is neither in a draft nor in the notes", signal, must)
	}
}
