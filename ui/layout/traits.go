package layout

// trait is what the layout knows about a rune: a set of bits.
type trait uint32

const (
	// plain runes stand alone unless a mark follows, and can be shown as they are.
	plain     trait = 1 << iota
	wide2           // two cells
	ambiguous       // one cell or two (UAX #11, class A)
	blank           // may hang over the end of a line

	closes // must not start a line
	opens  // must not end a line
	binds  // must not be parted from what follows it directly
	masks  // the asterisk of an anonymised name
	digit
	unit        // belongs to the digit before it
	ordinal     // 第
	numeral     // the number after 第 or inside （）
	leftBracket // of （一）
	rightBracket

	han    // an ideograph: lines may break between two
	letter // ASCII: lines do not break between two

	ink // every rune that is shown, so that a rule can say "any"
)

// runeTraits is the table of traits, by the runes that have them.
var runeTraits = []struct {
	runes  string
	traits trait
}{
	{" \t\u3000\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200A\u205F", blank},

	// GB/T 15834-2011, 5.1, and "Prohibition Rules for Line Start and Line End"
	// of W3C's Requirements for Chinese Text Layout (clreq), with the Western
	// and traditional forms.
	{"。，、；：？！．…—”’）》】」』〉〕〗〙〛｝］｠｣､｡", closes},
	{"!),.:;?]}％%‰℃", closes},
	{"·•・～－／", closes},
	{"“‘（《【「『〈〔〖〘〚｛［｟｢([{", opens},
	{"·•・", binds},

	{"*＊", masks},
	{"0123456789０１２３４５６７８９", digit},
	{"年月日时時个個％%℃倍位亿億万萬元", unit},

	{"第", ordinal},
	{"0123456789０１２３４５６７８９〇零一二三四五六七八九十百千两", numeral},
	{"（(", leftBracket},
	{"）)", rightBracket},
}

// plainRanges are the runes that take the fast path, with their width, and what
// else whole ranges have in common.
var plainRanges = []struct {
	first, last rune
	traits      trait
}{
	{0x20, 0x7E, plain},
	{'A', 'Z', letter},
	{'a', 'z', letter},
	{0x3400, 0x4DBF, plain | wide2 | han},
	{0x4E00, 0x9FFF, plain | wide2 | han},
	{0x3001, 0x3029, plain | wide2},
	{0x3041, 0x3096, plain | wide2},
	{0x30A1, 0x30FA, plain | wide2},
	{0xFF01, 0xFF60, plain | wide2},
	{'—', '—', plain | ambiguous},
	{'‘', '’', plain | ambiguous},
	{'“', '”', plain | ambiguous},
	{'…', '…', plain | ambiguous},
	{'·', '·', plain | ambiguous},
}

// traitTable is runeTraits and plainRanges by rune. Beyond the first plane no rune has
// traits. All traits but ink fit into 16 bits, which halves the memory that is
// written before main begins.
var traitTable = makeTraitTable()

const _ = uint16(ink - 1)

func makeTraitTable() *[0x10000]uint16 {
	var table [0x10000]uint16
	for _, row := range plainRanges {
		for r := row.first; r <= row.last; r++ {
			table[r] |= uint16(row.traits)
		}
	}
	for _, row := range runeTraits {
		for _, r := range row.runes {
			table[r] |= uint16(row.traits)
		}
	}
	return &table
}

func traitsOf(r rune) trait {
	if uint32(r) < uint32(len(traitTable)) {
		return trait(traitTable[r]) | ink
	}
	return ink
}

// width is the cells of a plain rune.
func (t trait) width(wide bool) int {
	if t&wide2 != 0 || wide && t&ambiguous != 0 {
		return 2
	}
	return 1
}
