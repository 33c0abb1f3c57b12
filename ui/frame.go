package ui

// frame is where everything stands on the screen, in cells from its top left
// corner. It is worked out when the window or what is shown changes.
type frame struct {
	top, body   int // first row of the page and how many
	rule, hints int // rows below the page, -1 for none
	outline     int // width of the outline's column with its rule, 0 for none
	text        int // column where lines begin
	measure     int // cells of a line
	margin      int // column of the notes beside the page
	marginWidth int // 0 for none
}

const (
	leastWidth, leastHeight = 20, 5
	outlineFrom             = 100 // columns from which the outline stands beside the page
	marginFrom              = 130 // and the notes on its other side
	timeFrom                = 36  // columns from which the header has room for the speaking time
	ruleFrom                = 10  // rows from which a rule parts the page from the hints
	gutter                  = 3   // sign, bar, blank
)

func frameOf(r *reader) frame {
	f := frame{rule: -1, hints: -1, body: r.height}
	if !r.focus {
		f.top, f.body, f.hints = 1, r.height-2, r.height-1
		if r.height >= ruleFrom {
			f.body, f.rule = r.height-3, r.height-2
		}
		if r.width >= outlineFrom && len(r.outline) > 0 && !r.rightToLeft() {
			f.outline = clamp(r.width/5, 22, 44)
		}
		if r.width >= marginFrom && !r.rightToLeft() {
			f.marginWidth = clamp(r.width-f.outline-r.measure-gutter-4, 24, 56)
		}
	}
	room := r.width - f.outline - gutter - 1
	if f.marginWidth > 0 {
		room -= f.marginWidth + 3
	}
	f.body = max(f.body, 0)
	f.measure = max(min(r.measure, room)/2*2, 2)
	f.text = f.outline + gutter + max(0, (r.width-f.outline-gutter-f.measure)/2)
	if f.marginWidth > 0 {
		f.text = min(f.text, r.width-f.marginWidth-3-f.measure)
	}
	f.margin = f.text + f.measure + 3
	return f
}

func clamp(n, low, high int) int { return max(low, min(n, high)) }
