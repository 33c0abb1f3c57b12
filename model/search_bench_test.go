package model

import (
	"fmt"
	"strings"
	"testing"
)

// longText is about so many bytes of a speech in Chinese or English, its last words
// the only ones of their kind.
func longText(size int, chinese bool) string {
	line, end := "要全力破解全县发展用地难问题，“统筹谋划”，及时供地；同志们，经济發展与社会进步，我到重庆来。\n\n", "压轴之句：蓝鲸不上岸。Zebra!\n"
	if !chinese {
		line = "Ask not what your country can do for you, my fellow Americans: “ask” what together we can do for the freedom of man.\n\n"
		end = "The last words say: zebra crossing.\n"
	}
	return strings.Repeat(line, size/len(line)) + end
}

func BenchmarkSearch(b *testing.B) {
	for _, size := range []int{1, 10, 100} {
		for language, queries := range map[string][]string{
			"zh": {"蓝鲸不上岸", "没有的话", "的", "发展", "破解全县", "zebra", "ljbsa", "cq"},
			"en": {"zebra", "freedom", "Freedom", "zqxj", "e", "for the people", "you can do"},
		} {
			text := longText(size<<20, language == "zh")
			d := Skim(Source{Text: text})
			for _, words := range queries {
				b.Run(fmt.Sprintf("%s/%dMB/%s", language, size, words), func(b *testing.B) {
					b.SetBytes(int64(len(text)))
					b.ReportAllocs()
					for b.Loop() {
						s := d.Search(words, 0)
						for !s.Done {
							s = s.Step()
						}
					}
				})
			}
		}
	}
}
