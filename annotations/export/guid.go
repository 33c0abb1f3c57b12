package export

import (
	"strings"

	"github.com/google/uuid"
)

// ours is the namespace of the ids that are made from names.
var ours = uuid.NewSHA1(uuid.NameSpaceURL, []byte(vocabulary))

// guidOf is the UUID of what has an id, and each time the same: the one that the
// id is, or one made from it.
func guidOf(id string) string {
	if u, err := uuid.Parse(id); err == nil {
		return u.String()
	}
	return guidNamed("id", id)
}

// guidNamed is the UUID of what is known by a name (RFC 9562, 5.5).
func guidNamed(name ...string) string {
	return uuid.NewSHA1(ours, []byte(strings.Join(name, "\x00"))).String()
}
