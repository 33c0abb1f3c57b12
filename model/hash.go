package model

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// textHash is the hash of a text, made when first asked for: what is put on a long
// speech by the thousand asks each time.
type textHash struct {
	once sync.Once
	hex  string
}

// SHA256 is the hash of the text, in hex.
func (d *Document) SHA256() string {
	d.hash.once.Do(func() {
		sum := sha256.Sum256([]byte(d.Text))
		d.hash.hex = hex.EncodeToString(sum[:])
	})
	return d.hash.hex
}
