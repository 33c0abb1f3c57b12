package ui

// DoctorSays is what `lectern doctor` says, in a language of the screens: the English
// itself for "en", and for what is no words of ours, such as the name of a file.
// Formats have the same verbs in either language.
func DoctorSays(english, lang string) string {
	if chinese, known := doctorPhrases[english]; known && lang == "zh" {
		return chinese
	}
	return english
}

var doctorPhrases = map[string]string{
	" (%s)": "（%s）",

	"The bars on the right stand in one column where lectern counts as the terminal draws.": "右边的竖线若在同一列上，lectern 的计算就与终端的显示一致。",

	"Latin": "拉丁文", "Chinese": "中文", "ambiguous": "宽窄不定", "marks": "附加符号", "emoji": "表情符号", "flags": "旗帜",
	"Korean": "韩文", "Hangul jamo": "韩文字母", "Thai": "泰文", "Devanagari": "天城文", "Arabic": "阿拉伯文", "Hebrew": "希伯来文",
	"%d cells": "%d 格", "%d cells, counted as %d": "%d 格，算作 %d 格", "%d cells, as counted": "%d 格，与计算相同",
	"What stands behind characters that are counted otherwise is moved in its row, no other row is.\nNothing needs to be done; a terminal that knows mode 2027 draws them as they are counted.": "计算不同的字符，只会使同一行里它后面的内容错位，不影响别的行。\n不必处理；支持 2027 模式的终端会按计算的宽度显示。",
	"Use --ambiguous %s, or set ambiguous to it in the configuration: then the bar of that row stands right.":                                                                                   "请用 --ambiguous %s，或在配置里这样设定 ambiguous：那一行的竖线就会对齐。",
	"This terminal draws some ambiguous characters in one cell and some in two: look for a setting of its own about them.":                                                                      "这个终端把有些宽窄不定的字符显示为一格，有些显示为两格：请在终端自己的设置里找相应的选项。",

	"not set": "未设", "yes": "是", "no": "否", "no answer": "没有回答", "answers where it is": "会回答位置",
	"Bubble Tea then counts “ ” as two cells: unset it where the terminal draws them in one": "界面库会因此把“ ”算作两格：终端显示为一格时请取消它",
	"terminal": "终端", "no terminal": "不在终端里",
	"what it answers is not known; run lectern doctor in one, with TERM set": "不知道终端怎样回答；请在终端里运行 lectern doctor，并设好 TERM",
	"size": "大小", "%d columns, %d rows": "%d 列，%d 行",
	"colours": "颜色", "none, because NO_COLOR is set": "无，因为设了 NO_COLOR",
	"background": "背景", "no answer (if words are hard to read: --theme dark or light)": "没有回答（文字看不清时：--theme dark 或 light）",
	"%s, dark": "%s，深色", "%s, light": "%s，浅色",
	"cursor": "光标", "how wide “ ” are cannot be asked: set --ambiguous narrow or wide": "无法询问“ ”有多宽：请设 --ambiguous narrow 或 wide",
	"clusters": "字符组合", "mode 2027: emoji of several parts, Thai and Devanagari are laid out by code points": "2027 模式：组合表情、泰文和天城文按码位排版",
	"frames": "整帧显示", "mode 2026: a screen may be seen half drawn for a moment": "2026 模式：偶尔会看到只画了一半的屏幕",
	"keyboard": "键盘", "kitty's protocol: lectern needs no key that only it can tell apart": "kitty 协议：没有它，lectern 的按键也都能用",

	"clipboard": "剪贴板", "through the terminal, by OSC 52": "经由终端（OSC 52）",
	"the terminal must allow it; where nothing arrives, install wl-copy, xclip or xsel": "须终端允许；粘贴不出来时，请安装 wl-copy、xclip 或 xsel",
	"tmux must pass it on: set -g set-clipboard on":                                     "须 tmux 转发：set -g set-clipboard on",
	"the terminal in front of you must allow it; a tool on this machine would not help": "须您面前的终端允许；在这台机器上装工具没有用",
	"locale": "区域设置", "LANG=zh_CN.UTF-8 makes the screens Chinese": "设 LANG=zh_CN.UTF-8，界面即为中文",
	"not UTF-8: if characters come out wrong, take one that ends in .UTF-8": "不是 UTF-8：显示乱码时，请改用以 .UTF-8 结尾的",
	"language": "语言", "--lang en or zh changes it": "用 --lang en 或 zh 更改",

	"configuration": "配置", "none: %s would be read": "无；有 %s 时读取它",
	"data": "数据", "state": "状态",
	"cannot be written: %s and the XDG variables say where it is": "无法写入：位置由 %s 和 XDG 变量决定",
	"notes": "笔记", "beside each speech, as FILE.notes.json": "在每篇讲话旁边，名为“文件名.notes.json”",
	"lectern doctor FILE says where": "lectern doctor 文件名 会说明在哪里", "notes of FILE": "该文件的笔记", "%d in %s": "%d 条，在 %s",
}
