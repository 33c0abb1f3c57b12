// Package chroma stands in for github.com/alecthomas/chroma/v2, which Glamour colours
// the code in Markdown with: go.mod puts it in that module's place. It has exactly
// what Glamour calls and leaves code as it is.
//
// Chroma reads 279 lexers and 74 styles from XML before main begins, whether a code
// block is ever shown or not (its issue 438; reading the styles when they are asked
// for was declined, pull request 956). That was two thirds of all that lectern did
// before main, 12 ms of 20 as GODEBUG=inittrace=1 counts them, and 4 MB of the 20 of
// the program; notes on speeches have next to no code. Glamour has no way to leave it
// out but a build tag that is only proposed (charmbracelet/glamour, pull request 623):
// once there is one, this module goes.
package chroma

// TokenType is a kind of word in a program's text.
type TokenType int

// The kinds that Glamour's styles have colours for.
const (
	Background TokenType = iota
	Comment
	CommentPreproc
	Error
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
	Keyword
	KeywordNamespace
	KeywordReserved
	KeywordType
	Literal
	LiteralDate
	LiteralNumber
	LiteralString
	LiteralStringEscape
	Name
	NameAttribute
	NameBuiltin
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	NameTag
	Operator
	Punctuation
	Text
)

// StyleEntries are colours by kind of word, in Chroma's notation ("#ff0000 bold").
type StyleEntries map[TokenType]string

// Style is a named set of colours; only the name is kept.
type Style struct {
	Name string
}

// MustNewStyle is a style of that name. It never panics: no colour is read.
func MustNewStyle(name string, _ StyleEntries) *Style {
	return &Style{Name: name}
}
