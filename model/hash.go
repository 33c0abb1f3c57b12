package model

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"unicode/utf8"
)

// textHash is a hash of a text, made when first asked for: what is put on a long
// speech by the thousand asks each time.
type textHash struct {
	once sync.Once
	hex  string
}

func (t *textHash) of(sum func() []byte) string {
	t.once.Do(func() { t.hex = hex.EncodeToString(sum()) })
	return t.hex
}

// SHA256 is the hash of the text, in hex.
func (d *Document) SHA256() string {
	return d.hash.of(func() []byte {
		sum, room := sha256.New(), make([]byte, 0, hashedPiece)
		eachPiece(d.Text, func(piece string, _ int) {
			room = append(room[:0], piece...)
			sum.Write(room)
		})
		return sum.Sum(nil)
	})
}

// FoldedSHA256 is the hash of the text folded by Fold, in hex. There is never more of
// the folded text than a piece.
func (d *Document) FoldedSHA256() string {
	return d.foldedHash.of(func() []byte {
		f, sum := newFolding(hashedPiece), sha256.New()
		eachPiece(d.Text, func(piece string, at int) {
			f.add(piece, at)
			sum.Write(f.text)
			f.text, f.units = f.text[:0], f.units[:0]
		})
		return sum.Sum(nil)
	})
}

// endsHan reports whether a text ends with a whole ideograph.
func endsHan(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return isHan(r)
}

// hashedPiece is how many bytes of a text are hashed at a time.
const hashedPiece = 256 << 10

// eachPiece calls f with the text in pieces and their offsets. A piece ends with a
// letter, so that folding need not look beyond it (see chineseAhead).
func eachPiece(text string, f func(piece string, at int)) {
	for at := 0; at < len(text); {
		end := min(at+hashedPiece, len(text))
		for end < len(text) && !isASCIIWord(text[end-1]) && !endsHan(text[:end]) {
			end++
		}
		f(text[at:end], at)
		at = end
	}
}
