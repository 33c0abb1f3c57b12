package model

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sieve finds where one of some runes stands in a text. It looks for single bytes,
// which strings.IndexByte does several times faster than anything that looks for
// more: in a text of ideographs a rare byte is seldom met.
type sieve struct {
	text     string
	triggers []trigger
	// block is the part of the text being sieved, which stays in the cache while
	// one trigger after the other goes over it.
	block Span
	from  int   // where it was looked from last
	next  []int // of each trigger: where it stands next from there, or the block's end
}

// trigger is a byte that each of some runes holds.
type trigger struct {
	b     byte
	runes []rune
}

const sieveBlock = 32 << 10

func newSieve(text string, triggers []trigger) sieve {
	return sieve{text: text, triggers: triggers, next: make([]int, len(triggers))}
}

// first is where the first trigger of a rune stands in text[from:to]: inside the
// rune, not where that begins. None is there when it is to or beyond.
func (s *sieve) first(from, to int) int {
	for from < to {
		if !s.block.Contains(from) || from < s.from {
			s.block = Span{from, min(from+sieveBlock, len(s.text))}
			for i := range s.next {
				s.next[i] = -1
			}
		}
		s.from = from
		first := s.block.End
		for i := range s.triggers {
			if s.next[i] < from {
				s.next[i] = s.find(&s.triggers[i], from)
			}
			first = min(first, s.next[i])
		}
		if first < s.block.End {
			return first
		}
		from = s.block.End
	}
	return to
}

// find is where a trigger stands next in the block.
func (s *sieve) find(t *trigger, from int) int {
	for from < s.block.End {
		i := strings.IndexByte(s.text[from:s.block.End], t.b)
		if i < 0 {
			break
		}
		from += i
		if t.b < utf8.RuneSelf {
			return from
		}
		if r, _ := runeAround(s.text, from); slices.Contains(t.runes, r) {
			return from
		}
		from++
	}
	return s.block.End
}

// runeAround is the rune that holds the byte at offset, and its place.
func runeAround(text string, offset int) (rune, Span) {
	for start := offset; start >= 0 && start > offset-utf8.UTFMax; start-- {
		if !utf8.RuneStart(text[start]) {
			continue
		}
		if r, size := utf8.DecodeRuneInString(text[start:]); start+size > offset {
			return r, Span{start, start + size}
		}
		break
	}
	return utf8.RuneError, Span{offset, offset + 1} // a stray byte
}

// What sieving costs, in nanoseconds, as far as choices depend on it.
const (
	sieveByteCost = 0.05 // a byte that is none
	sieveHitCost  = 10   // a byte that is one
)

// mostSieved bounds how many runes of a query are tried.
const mostSieved = 32

// sieveFor chooses the rune of a folded needle that is sieved for least, and says
// how, and where in the needle the rune stands. There are no triggers for a needle
// that has no rune to sieve for.
func sieveFor(text, needle string, simple bool) (triggers []trigger, rare int) {
	shares := byteShares(text)
	least := 0.0
	tried := map[rune]bool{}
	for i, r := range needle {
		// What is not valid in the source is folded to U+FFFD.
		if tried[r] || unicode.IsSpace(r) || r == utf8.RuneError {
			continue
		}
		if tried[r] = true; len(tried) > mostSieved {
			break
		}
		if found, cost := triggersOf(spellingsOf(r, simple), shares); triggers == nil || cost < least {
			triggers, rare, least = found, i, cost
		}
	}
	return triggers, rare
}

// triggersOf chooses bytes such that each of the runes holds one: again and again
// the byte that costs least for each rune it stands for (Chvátal's greedy cover).
func triggersOf(runes []rune, shares *[256]float64) (triggers []trigger, cost float64) {
	for len(runes) > 0 {
		var held [256]int // by how many of the runes, for each byte
		for _, r := range runes {
			for i, spelled := 0, string(r); i < len(spelled); i++ {
				if strings.IndexByte(spelled, spelled[i]) == i {
					held[spelled[i]]++
				}
			}
		}
		best, least := byte(0), math.Inf(1)
		for b, n := range held {
			if each := (sieveByteCost + sieveHitCost*shares[b]) / float64(n); n > 0 && each < least {
				best, least = byte(b), each
			}
		}
		t := trigger{b: best}
		rest := runes[:0:0]
		for _, r := range runes {
			if strings.IndexByte(string(r), best) >= 0 {
				t.runes = append(t.runes, r)
			} else {
				rest = append(rest, r)
			}
		}
		triggers, runes = append(triggers, t), rest
		cost += sieveByteCost + sieveHitCost*shares[best]
	}
	return triggers, cost
}

// Samples of a text: how many, and of how many bytes each.
const samples, sampleSize = 64, 256

// byteShares is how large a share of a text each byte has, by samples.
func byteShares(text string) *[256]float64 {
	var shares [256]float64
	stride := max(sampleSize, len(text)/samples)
	seen := 1.0
	for at := 0; at < len(text); at += stride {
		for _, b := range []byte(text[at:min(at+sampleSize, len(text))]) {
			shares[b]++
			seen++
		}
	}
	for b := range shares {
		shares[b] /= seen
	}
	return &shares
}
