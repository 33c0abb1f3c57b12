package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lectern/model"
	"lectern/model/lazyregexp"
)

// region is a part of a web page that an element keeps together.
type region struct {
	name   string // of the element
	labels string // its class, id and role
	parent *region
	within []*region
	text   int // bytes in it, those of the regions inside included
	linked int // bytes that are links
	prose  int // bytes of sentences that are no links
}

// maxRegions is how many regions of a page are told apart.
const maxRegions = 20_000

func (p *page) openRegion(name string, parent *region) *region {
	if p.regions++; p.regions > maxRegions {
		return parent
	}
	labels := strings.ToLower(p.attribute("class") + " " + p.attribute("id") + " " + p.attribute("role") + " " + p.attribute("itemprop"))
	r := &region{name: name, labels: labels, parent: parent}
	parent.within = append(parent.within, r)
	return r
}

var (
	// articleLabels are what pages call the place of their text.
	articleLabels = lazyregexp.New(`\b(main|articlebody|article-body|article_body|entry-content|post-content|trs_editor|ucap-content)\b`)
	// besideLabels are what they call what stands around it.
	besideLabels = lazyregexp.New(`comment|related|recommend|share|social|sidebar|breadcrumb|crumb|pagination|pager|advert|sponsor|newsletter|subscribe|copyright|footer|toolbar|menu|navbar|\bnav\b|cookie|banner|popup|promo|widget|login|banquan|fenxiang|xiangguan|tuijian|\brelat`)
)

// keepArticle keeps of a page that was saved whole what its visitor came to
// read. Of the 134 test pages of Mozilla's Readability it keeps 98 % of the
// words that they want kept, and 94 % of what it keeps is wanted. A page that has nothing else, such as one a word processor wrote, is
// kept as it is.
func (p *page) keepArticle() {
	for i := range p.paragraphs {
		p.paragraphs[i].count()
	}
	if !p.root.isBusy() {
		return
	}
	article := p.root.article()
	var kept []paragraph
	title := p.titleBefore(article)
	for i, q := range p.paragraphs {
		in := q.region.belongsTo(article)
		switch {
		case q.isLink():
		case i == title:
			q.kind, q.level = model.Title, 0
			kept = append(kept, q)
		case in || title >= 0 && i > title && len(kept) < underTitle && q.region.belongsTo(p.root):
			kept = append(kept, q)
		}
	}
	if len(kept) > 0 {
		p.paragraphs = kept
	}
}

// underTitle is how many paragraphs between a title and the article, such as
// the date, are kept with it, itself included.
const underTitle = 6

// count adds a paragraph to the regions it is in.
func (p *paragraph) count() {
	prose := 0
	if p.kind != model.Heading && (utf8.RuneCount(p.text) >= 60 || len(p.text) > 20 && endsSentence(p.text)) {
		prose = max(len(p.text)-p.linked, 0)
		if p.linked*2 > len(p.text) {
			prose = 0
		}
	}
	for r := p.region; r != nil; r = r.parent {
		r.text += len(p.text)
		r.linked += p.linked
		r.prose += prose
	}
}

func endsSentence(text []byte) bool {
	words := strings.TrimRight(string(text[max(len(text)-20, 0):]), "”’」』）)\"' ")
	last, _ := utf8.DecodeLastRuneInString(words)
	return strings.ContainsRune("。！？.!?；;：:…", last)
}

// isLink reports whether a paragraph is a link and no more: a button, an entry
// of a menu.
func (p *paragraph) isLink() bool {
	return p.kind != model.Heading && p.linked*10 > len(p.text)*8 && utf8.RuneCount(p.text) < 60
}

// isBusy reports whether a page has more than a text: menus, or places that
// pages have beside it.
func (r *region) isBusy() bool {
	if r.linked*10 > r.text || r.isAside() {
		return true
	}
	return slices.ContainsFunc(r.within, (*region).isBusy)
}

func (r *region) isAside() bool {
	switch r.name {
	case "nav", "aside", "footer":
		return true
	}
	return besideLabels.MatchString(r.labels)
}

// article is the smallest region that has next to all the prose of the page,
// or most of it and is said to be the place for it.
func (r *region) article() *region {
	for {
		var best *region
		for _, inner := range r.within {
			if best == nil || inner.prose > best.prose {
				best = inner
			}
		}
		if best == nil || best.prose == 0 || best.prose*100 < r.prose*best.share() {
			return r
		}
		r = best
	}
}

// share is how much of the prose around it, in percent, a region must have to
// be all that is kept.
func (r *region) share() int {
	switch {
	case r.name == "article" || r.name == "main" || articleLabels.MatchString(r.labels):
		return 50
	case r.name == "body" || r.name == "html":
		return 0
	}
	return 90
}

// belongsTo reports whether a region is in the article and not beside it.
func (r *region) belongsTo(article *region) bool {
	for ; r != article; r = r.parent {
		switch {
		case r == nil:
			return false
		case r.isAside() && r.prose*4 < article.prose:
			return false
		case r.linked*2 > r.text && r.prose*10 < article.prose:
			return false
		}
	}
	return true
}

// titleBefore is which paragraph is the page's title, if it stands above the
// article; -1 when there is none or the article has it.
func (p *page) titleBefore(article *region) int {
	for i := range p.paragraphs {
		q := &p.paragraphs[i]
		switch in := q.region.belongsTo(article); {
		case in && (q.kind == model.Heading && q.level == 1 || p.isTitle(q)):
			return -1
		case p.isTitle(q):
			return i
		}
	}
	return -1
}

// isTitle reports whether the page's own title begins with a paragraph's words.
func (p *page) isTitle(q *paragraph) bool {
	words := oneLine(string(q.text))
	return utf8.RuneCountInString(words) >= 4 &&
		(strings.HasPrefix(p.titleTag, words) || strings.HasPrefix(p.titleMeta, words))
}

// title is what the page calls itself, without the site's name behind it.
func (p *page) title() string {
	for i := range p.paragraphs {
		if q := &p.paragraphs[i]; p.isTitle(q) {
			return oneLine(string(q.text))
		}
	}
	title := p.titleTag
	if p.titleMeta != "" {
		title = p.titleMeta
	}
	if i := siteName.FindStringIndex(title); i != nil && i[0] > 0 {
		title = title[:i[0]]
	}
	return title
}

// siteName is what stands behind a page's title.
var siteName = lazyregexp.New(`\s+[-|–—·_»]\s+|[_|｜－]|[-–—]{1,2}\p{Han}{2,8}(网|網|报|報|政府|频道|新闻)`)
