package ui

import "lectern/annotations"

// phrase is something the interface says, in every language it speaks.
type phrase struct{ en, zh string }

// roleNames are the roles that the five colours begin with.
var roleNames = map[annotations.Color]phrase{
	annotations.None:    sayNoColor,
	annotations.Yellow:  {"point", "观点"},
	annotations.Green:   {"measure", "措施"},
	annotations.Blue:    {"figure", "数据"},
	annotations.Magenta: {"phrase", "金句"},
	annotations.Red:     {"question", "疑问"},
}

// colorNames are the colours themselves.
var colorNames = map[annotations.Color]phrase{
	annotations.Yellow:  {"yellow", "黄"},
	annotations.Green:   {"green", "绿"},
	annotations.Blue:    {"blue", "蓝"},
	annotations.Magenta: {"magenta", "紫"},
	annotations.Red:     {"red", "红"},
}

// citeNames are the styles of citations, by the names they have on the command
// line.
var citeNames = map[string]phrase{
	"plain":    {"in brackets", "文末括注"},
	"footnote": {"Markdown footnote", "Markdown 脚注"},
	"gbt7714":  {"GB/T 7714-2015 reference", "参考文献（GB/T 7714—2015）"},
	"bibtex":   {"BibTeX entry", "BibTeX 条目"},
}

// tagColorNames are the colours that a tag can have: they stand for nothing.
var tagColorNames = map[annotations.Color]phrase{
	annotations.None:    {"no colour", "无颜色"},
	annotations.Yellow:  colorNames[annotations.Yellow],
	annotations.Green:   colorNames[annotations.Green],
	annotations.Blue:    colorNames[annotations.Blue],
	annotations.Magenta: colorNames[annotations.Magenta],
	annotations.Red:     colorNames[annotations.Red],
}

// Modes and groups of keys.
var (
	sayReading     = phrase{"reading", "阅读"}
	saySelecting   = phrase{"selecting", "选择"}
	sayChoose      = phrase{"choosing", "选单"}
	sayGroupMove   = phrase{"Move", "移动"}
	sayGroupFind   = phrase{"Find and jump", "查找与跳转"}
	sayGroupMark   = phrase{"Mark and note", "标注与笔记"}
	sayGroupShow   = phrase{"Show", "显示"}
	sayGroupSelect = phrase{"Select", "选择"}
)

// What keys do.
var (
	sayLineDown           = phrase{"line down", "下一行"}
	sayLineUp             = phrase{"line up", "上一行"}
	sayPageDown           = phrase{"page down", "下一页"}
	sayPageUp             = phrase{"page up", "上一页"}
	sayHalfPageDown       = phrase{"half a page down", "下半页"}
	sayHalfPageUp         = phrase{"half a page up", "上半页"}
	sayToStart            = phrase{"to the start", "到开头"}
	sayToEnd              = phrase{"to the end", "到结尾"}
	sayNextSentence       = phrase{"next sentence", "下一句"}
	sayPreviousSentence   = phrase{"previous sentence", "上一句"}
	sayNextParagraph      = phrase{"next paragraph", "下一段"}
	sayPreviousParagraph  = phrase{"previous paragraph", "上一段"}
	sayNextSection        = phrase{"next section", "下一节"}
	sayPreviousSection    = phrase{"previous section", "上一节"}
	sayOutline            = phrase{"outline", "目录"}
	saySearch             = phrase{"search", "查找"}
	sayNextHit            = phrase{"next place found", "下一处"}
	sayPreviousHit        = phrase{"previous place found", "上一处"}
	saySearchHere         = phrase{"search for the passage under the cursor", "查找光标所在的话"}
	saySetMark            = phrase{"set a mark named x", "在此设书签 x"}
	sayToMark             = phrase{"go to mark x", "到书签 x"}
	sayJumpLast           = phrase{"back to where the last jump began", "回到上次跳转之前"}
	sayJumpBack           = phrase{"back through the jumps", "后退"}
	sayJumpForward        = phrase{"forward through the jumps", "前进"}
	sayMarkAs             = phrase{"mark as %s; again takes it off", "标为%s，再按取消"}
	sayMark               = phrase{"mark", "标注"}
	sayNote               = phrase{"note", "笔记"}
	sayTags               = phrase{"tags", "标签"}
	sayDelete             = phrase{"delete", "删除"}
	sayUndo               = phrase{"undo", "撤销"}
	sayRedo               = phrase{"redo", "重做"}
	saySelectSentence     = phrase{"select this sentence", "选中这一句"}
	saySelectCharacters   = phrase{"select", "选择"}
	saySelectSentences    = phrase{"select by whole sentences", "按句选择"}
	sayAllAnnotations     = phrase{"annotations", "全部标注"}
	sayNextAnnotation     = phrase{"next annotation", "下一条标注"}
	sayPreviousAnnotation = phrase{"previous annotation", "上一条标注"}
	sayCopy               = phrase{"copy", "复制"}
	sayCopyWithSource     = phrase{"copy with its source", "复制并注明出处"}
	sayCopyWithSourceAs   = phrase{"copy with its source as …", "复制并注明出处，选格式……"}
	saySetFact            = phrase{"set", "设定"}
	sayExport             = phrase{"export the notes", "导出笔记"}
	sayExportNow          = phrase{"write the file", "写出文件"}
	sayNextValue          = phrase{"next choice", "下一个选项"}
	sayPreviousValue      = phrase{"previous choice", "上一个选项"}
	sayPreviewDown        = phrase{"preview down", "预览下翻"}
	sayPreviewUp          = phrase{"preview up", "预览上翻"}
	sayWider              = phrase{"wider lines", "加宽版心"}
	sayNarrower           = phrase{"narrower lines", "收窄版心"}
	sayMeasureReset       = phrase{"usual width of lines", "恢复版心"}
	sayTheme              = phrase{"dark or light", "深色或浅色"}
	sayFocus              = phrase{"only the page", "只看正文"}
	sayLeadsApart         = phrase{"run-in leads on lines of their own", "段首句、小标句另起一行"}
	sayEncoding           = phrase{"read it in another encoding", "换一种编码读取"}
	sayRuleHeading        = phrase{"say whether this is a heading", "指定是否为标题"}
	sayNameRoles          = phrase{"name the five colours", "给五种颜色命名"}
	sayMouse              = phrase{"mouse on or off", "开关鼠标"}
	sayOtherSpeeches      = phrase{"other speeches", "其他讲话"}
	sayAbout              = phrase{"about this speech", "关于这篇讲话"}
	sayMenu               = phrase{"menu of what can be done here", "菜单：此处可做的事"}
	sayHelp               = phrase{"help", "帮助"}
	sayClearSearch        = phrase{"put away the search", "收起查找结果"}
	saySuspend            = phrase{"back to the shell; fg comes back", "回到命令行，fg 返回"}
	sayQuit               = phrase{"leave", "退出"}
	sayCharacterRight     = phrase{"one character on", "后移一字"}
	sayCharacterLeft      = phrase{"one character back", "前移一字"}
	sayGrowClause         = phrase{"grow by a clause", "扩一分句"}
	sayShrinkClause       = phrase{"shrink by a clause", "缩一分句"}
	sayGrowSentence       = phrase{"grow by a sentence", "扩一句"}
	sayShrinkSentence     = phrase{"shrink by a sentence", "缩一句"}
	sayGrowParagraph      = phrase{"grow by a paragraph", "扩一段"}
	sayShrinkParagraph    = phrase{"shrink by a paragraph", "缩一段"}
	sayGrowWord           = phrase{"grow by a word", "扩一词"}
	sayShrinkWord         = phrase{"shrink by a word", "缩一词"}
	sayOtherEnd           = phrase{"the other end", "换另一端"}
	sayCancel             = phrase{"cancel", "取消"}
	saySearchGo           = phrase{"go to the place found", "到查找处"}
	sayKeepNote           = phrase{"keep", "保存"}
	sayLeaveNote          = phrase{"leave as it was", "放弃修改"}
	sayOwnEditor          = phrase{"your own editor", "用自己的编辑器"}
	sayTagEnter           = phrase{"add, again removes; done when empty", "添加，再按去掉；空行结束"}
	sayTagComplete        = phrase{"complete", "补全"}
	sayTagColor           = phrase{"another colour for the tag", "换标签颜色"}
	sayTagLast            = phrase{"remove the last tag", "去掉最后一个标签"}
	sayCodebook           = phrase{"all tags", "全部标签"}
	sayTagAnnotations     = phrase{"its annotations", "查看标注"}
	sayTagRename          = phrase{"rename, with those below", "改名，下级随之"}
	sayTagMerge           = phrase{"merge into another", "并入另一标签"}
	sayMergeHere          = phrase{"merge into this one", "并入此标签"}
	sayTagDescribe        = phrase{"what it is for", "说明用途"}
	sayTagColorKeys       = phrase{"its colour; again or 0 takes it off", "换颜色，再按或按 0 取消"}
	sayDown               = phrase{"down", "下移"}
	sayUp                 = phrase{"up", "上移"}
	sayStop               = phrase{"stop waiting", "停止等待"}
	sayBack               = phrase{"back", "返回"}
	sayChooseThis         = phrase{"choose", "选定"}
	sayGoThere            = phrase{"go there", "前往"}
	sayFilter             = phrase{"filter", "筛选"}
	sayFilterDone         = phrase{"done typing", "筛选完毕"}
)

// What the page and its panes say.
var (
	sayTooSmall          = phrase{"Too small: %d×%d at least.", "窗口太小，至少 %d×%d。"}
	sayPercent           = phrase{"%d %%", "%d %%"}
	sayMinutes           = phrase{"about %d min", "约 %d 分钟"}
	sayMinutesRange      = phrase{"%d%s%d min", "约 %d%s%d 分钟"}
	sayOpening           = phrase{"Opening", "开篇"}
	sayConclusion        = phrase{"Conclusion", "结语"}
	sayHitCount          = phrase{"%d found", "%d 处"}
	sayHitOf             = phrase{"%d of %d: %s", "第 %d 处，共 %d 处：%s"}
	sayHitCounting       = phrase{"found, being counted: %s", "已找到，正在计数：%s"}
	saySearching         = phrase{"searching: %s", "正在查找：%s"}
	sayHitCountInitials  = phrase{"%d by pinyin initials", "按拼音首字母 %d 处"}
	sayHitOfInitials     = phrase{"by pinyin initials, %d of %d: %s", "按拼音首字母，第 %d 处，共 %d 处：%s"}
	sayTagCount          = phrase{"%s  %d", "%s  %d"}
	sayTagsOf            = phrase{"Tags: %d", "标签 %d 个"}
	sayTagUse            = phrase{"%d", "%d"}
	sayTagUseBelow       = phrase{"%d (%d)", "%d（%d）"}
	sayTagUseLegend      = phrase{"annotations (with below)", "标注数（含下级）"}
	sayMergeInto         = phrase{"Merge #%s into", "把 #%s 并入"}
	sayTagNewName        = phrase{"Rename, for %d annotations:", "改名为（%d 条标注）"}
	sayTagDescription    = phrase{"It is for:", "用途："}
	sayNoTags            = phrase{"No tags yet: press # on a sentence and type one; a/b stands below a.", "还没有标签：在一句话上按 # 并输入标签；a/b 是 a 的下级。"}
	sayNoTagMatches      = phrase{"No tag matches.", "没有符合的标签。"}
	sayNotePlaceholder   = phrase{"Your note, in Markdown", "在此写笔记，可用 Markdown"}
	sayNoColor           = phrase{"note", "笔记"}
	sayNewHere           = phrase{"a new one on this sentence", "在这一句上新建"}
	sayMoreHere          = phrase{"and %d more", "另有 %d 条"}
	sayParagraph         = phrase{"paragraph %d", "第 %d 段"}
	sayAnnotationCount   = phrase{"%d of %d", "%d / %d 条"}
	sayEscAgain          = phrase{"q or Esc again leaves", "按 q 或再按 Esc 退出"}
	sayNoneMatch         = phrase{"No annotation matches.", "没有符合的标注。"}
	sayRowsShown         = phrase{"%d to %d of %d", "第 %d 到 %d 行，共 %d 行"}
	sayCopyElsewhere     = phrase{"write the notes to another file", "把笔记写到另一个文件"}
	sayCopyTo            = phrase{"Write the notes to", "笔记写到"}
	sayNoAnnotations     = phrase{"No annotations here yet: press 1 to 5 on a sentence, or a to write a note.", "还没有标注：在一句话上按 1 到 5，或按 a 写笔记。"}
	sayNothingToChoose   = phrase{"Nothing here yet.", "还没有内容。"}
	sayMenuTitle         = phrase{"What can be done here", "此处可做的事"}
	sayHelpTitle         = phrase{"Keys while %s", "%s时的按键"}
	sayExportTitle       = phrase{"Export the notes", "导出笔记"}
	sayExportTo          = phrase{"to", "写到"}
	sayAnd               = phrase{", ", "；"}
	sayFormat            = phrase{"as", "格式"}
	sayFormatOf          = phrase{"%d of %d", "%d / %d"}
	sayFilterRow         = phrase{"only", "筛选"}
	sayNotesRow          = phrase{"notes", "笔记"}
	sayGroupRow          = phrase{"under", "归类"}
	sayContextRow        = phrase{"around", "上下文"}
	sayCiteRow           = phrase{"source", "出处"}
	sayFilterSyntax      = phrase{"words, #tag, a colour or role, §words of a heading, @speaker, + with, - without a note, ? lost", "字词、#标签、颜色或其含义、§标题里的字、@发言人、+ 有笔记、- 无笔记、? 找不到"}
	sayAllOfThem         = phrase{"with and without a note", "不论有无笔记"}
	sayWithNote          = phrase{"only with a note", "只要有笔记的"}
	sayWithoutNote       = phrase{"only without a note", "只要无笔记的"}
	sayWithoutPlace      = phrase{"only without a place", "只要找不到位置的"}
	sayNothingToExport   = phrase{"No annotation matches: nothing to export.", "没有符合的标注，无可导出。"}
	sayWholeSpeech       = phrase{"This form is not shown here: write it, and open it where it is for.", "此格式不在终端里预览：写出后用相应的程序打开。"}
	sayReplaceFile       = phrase{"%s is there already.", "%s 已经存在。"}
	sayAnotherName       = phrase{"another name", "换一个名字"}
	sayReplaceIt         = phrase{"replace it", "替换它"}
	sayRoleName          = phrase{"Colour %s stands for", "颜色 %s 表示"}
	sayRoleWhere         = phrase{"For which speeches?", "用于哪些讲话？"}
	sayRoleHere          = phrase{"for this speech", "只用于这篇讲话"}
	sayRoleEverywhere    = phrase{"for all my speeches, in the configuration", "用于我的所有讲话，写入配置文件"}
	sayNotHeading        = phrase{"not a heading", "不是标题"}
	sayHeading1          = phrase{"a heading of the first level", "一级标题"}
	sayHeading2          = phrase{"a heading of the second level", "二级标题"}
	sayHeading3          = phrase{"a heading of the third level", "三级标题"}
	sayHeading4          = phrase{"a heading of the fourth level", "四级标题"}
	sayUnsavedQuestion   = phrase{"Not saved: %v", "未保存：%v"}
	sayTryAgain          = phrase{"try to save again", "再试一次"}
	sayStay              = phrase{"stay", "留下"}
	sayLeaveAnyway       = phrase{"leave; it is tried again the next time", "离开，下次打开时再试"}
	sayWhichNote         = phrase{"Whose note?", "写哪一条的笔记？"}
	sayWhichTags         = phrase{"Whose tags?", "改哪一条的标签？"}
	sayWhichDelete       = phrase{"Delete which one?", "删除哪一条？"}
	sayDraftFound        = phrase{"A note was not finished: %s", "有一条笔记没有写完：%s"}
	sayDraftGoOn         = phrase{"go on writing", "接着写"}
	sayDraftThrow        = phrase{"throw it away", "丢弃"}
	sayDraftLater        = phrase{"later: ask again next time", "以后再说，下次打开时再问"}
	sayCiteStyles        = phrase{"Copy with its source", "复制并注明出处"}
	sayFactTitle         = phrase{"Title", "标题"}
	sayFactSpeaker       = phrase{"Speaker", "讲话人"}
	sayFactDate          = phrase{"Date", "日期"}
	sayFactOccasion      = phrase{"Occasion", "场合"}
	sayFactURL           = phrase{"Address", "网址"}
	sayFactGiven         = phrase{"set by you", "自行设定"}
	sayFactInText        = phrase{"from the text", "依原文"}
	sayFactNotSaid       = phrase{"not in the text", "原文未注明"}
	sayFactFile          = phrase{"File", "文件"}
	sayFactForm          = phrase{"Format", "格式"}
	sayFactUnreadable    = phrase{"Unreadable", "无法识别"}
	sayFactSigns         = phrase{"Signs ␛ ⇄", "控制字符"}
	sayFactUnseen        = phrase{"Not seen", "不可见"}
	sayFactNotice        = phrase{"Note well", "请注意"}
	sayFactLength        = phrase{"Length", "篇幅"}
	sayFactTime          = phrase{"To speak", "时长"}
	sayFactNotes         = phrase{"Notes", "笔记"}
	sayFactKept          = phrase{"Kept in", "保存在"}
	sayFactReadOnly      = phrase{"Read only", "只读"}
	sayCharacters        = phrase{"%d characters", "%d 字"}
	sayAnnotations       = phrase{"%d annotations", "%d 条标注"}
	sayNoMoreSections    = phrase{"no more sections that way", "没有更多章节了"}
	sayNoSections        = phrase{"this speech has no sections", "这篇讲话没有分节"}
	sayExporting         = phrase{"exporting to %s… (Esc stops)", "正在导出到 %s……（Esc 停止）"}
	sayOpeningOther      = phrase{"opening %s… (Esc stops)", "正在打开 %s……（Esc 停止）"}
	sayTryingEncodings   = phrase{"trying the encodings… (Esc stops)", "正在试读各种编码……（Esc 停止）"}
	sayReadingAgain      = phrase{"reading it again…", "正在重新读取……"}
	sayPreparing         = phrase{"the preview comes…", "正在准备预览……"}
	sayStopped           = phrase{"stopped", "已停止"}
	saySectionsDue       = phrase{"looking for the sections…", "正在查找章节……"}
	sayNoMoreAnnotations = phrase{"no more annotations that way", "没有更多标注了"}
	sayAnnotationOf      = phrase{"annotation %d of %d", "第 %d 条标注，共 %d 条"}
)

// What messages say.
var (
	saySaving           = phrase{"saving…", "正在保存……"}
	saySpeechOpening    = phrase{"opening %s… (Esc leaves)", "正在打开 %s……（Esc 离开）"}
	sayNotesComing      = phrase{"the notes are still being read", "批注还在读取，请稍候"}
	sayNotNow           = phrase{"not opened: finish what is being written first", "未打开：请先写完、存好手头的内容"}
	sayNoteTooLong      = phrase{"this note has over %d lines: edit it with lectern edit", "这条笔记超过 %d 行：请用 lectern edit 修改"}
	saySaved            = phrase{"saved", "已保存"}
	sayAndSaved         = phrase{"%s · saved", "%s · 已保存"}
	sayNotSaved         = phrase{"NOT SAVED: %v", "未保存：%v"}
	saySigns            = phrase{"%d control characters are shown as signs and not obeyed", "%d 个控制字符以符号显示，不起作用"}
	sayReadAs           = phrase{"read as %s", "按 %s 读取"}
	sayWhichEncoding    = phrase{"Which encoding has the right words? The choice is kept for this speech.", "哪种编码读出来是对的？选择会记住，只对这篇讲话有效。"}
	sayEncodingFound    = phrase{"as it is found out by itself", "自动识别"}
	sayNotRecoded       = phrase{"it cannot be read so: %v", "这样读不出来：%v"}
	sayEncodingNow      = phrase{"now", "当前"}
	sayUnreadable       = phrase{"%d characters could not be read", "%d 个字符无法识别"}
	sayNotesIn          = phrase{"notes are kept in %s", "笔记存于 %s"}
	saySentenceJoin     = phrase{"; ", "；"}
	sayTagColored       = phrase{"#%s: %s", "#%s：%s"}
	sayTagRenamed       = phrase{"#%s is now #%s: %d annotations; u takes it back", "#%s 已改名为 #%s，涉及 %d 条标注，按 u 撤销"}
	sayTagMerged        = phrase{"#%s is merged into #%s: %d annotations; u takes it back", "#%s 已并入 #%s，涉及 %d 条标注，按 u 撤销"}
	sayTagDescribed     = phrase{"#%s is described", "#%s 的用途已写下"}
	sayTagThere         = phrase{"#%s is there already: m merges two tags", "已有 #%s：合并两个标签请按 m"}
	sayTagBelow         = phrase{"a tag cannot go below itself", "标签不能移到自己下面"}
	sayTagSame          = phrase{"it is the same tag", "是同一个标签"}
	sayTagGone          = phrase{"this tag is not there any more", "这个标签已不存在"}
	sayDoneOfTag        = phrase{"%s: #%s", "%s：#%s"}
	sayNoTagYet         = phrase{"choose a tag first", "请先选一个标签"}
	sayReadOnly         = phrase{"read only: %s", "只读：%s"}
	sayMarked           = phrase{"marked: %s", "已标注：%s"}
	sayUnmarked         = phrase{"mark taken off: %s", "已取消：%s"}
	sayDeleted          = phrase{"deleted; u brings it back", "已删除，按 u 恢复"}
	sayAlsoWritten      = phrase{"also written: %s", "另有写法：%s"}
	sayChangedElsewhere = phrase{"changed elsewhere since: it stays", "别处已作修改，予以保留"}
	sayUndone           = phrase{"undone", "已撤销"}
	sayRedone           = phrase{"redone", "已重做"}
	sayNothingToUndo    = phrase{"nothing to undo", "没有可撤销的"}
	sayNothingToRedo    = phrase{"nothing to redo", "没有可重做的"}
	sayNothingHere      = phrase{"no annotation on this sentence", "这一句上没有标注"}
	sayPassageGone      = phrase{"its passage is not in the speech any more", "它标注的话已不在文中"}
	sayNoteKept         = phrase{"note kept", "笔记已写下"}
	sayNoteLeft         = phrase{"left as it was", "未作修改"}
	sayNoDraft          = phrase{"drafts of notes cannot be kept: %v", "笔记草稿存不下来：%v"}
	sayDraftAstray      = phrase{"where its passage is now is not certain: kept, the note stands in the list (A)", "它所注的话现在在哪里还不能确定：写完后可在列表（A）中确认"}
	sayDraftMoved       = phrase{"its passage is not in the speech any more: it goes on this sentence", "原句已不在文中，笔记改附在这一句上"}
	sayCopiesTaken      = phrase{"copies of the notes taken in: %d", "已并入 %d 份笔记副本"}
	sayCameIn           = phrase{"%s came in from elsewhere", "从别处收到 %s"}
	sayWentElsewhere    = phrase{"deleted elsewhere: %s", "已在别处删除：%s"}
	sayNotesGone        = phrase{"the notes file is gone: the next change writes it anew", "笔记文件不见了：下次改动时会重新写出"}
	sayWritableAgain    = phrase{"the notes can be written again", "笔记又可以写入了"}
	saySpeechGone       = phrase{"the speech's file is gone; the page stays as it is", "讲话文件不见了，页面保持原样"}
	sayNotReread        = phrase{"the speech has changed on disk and cannot be read: %v", "讲话文件已被改动，但读不出来：%v"}
	sayReread           = phrase{"the speech has changed on disk: %s", "讲话文件已被改动：%s"}
	saySpeechChanged    = phrase{"the speech has changed on disk", "讲话文件已被改动"}
	sayEditorFailed     = phrase{"the editor failed: %v", "编辑器出错：%v"}
	sayCopied           = phrase{"copied (%s): %s", "已复制（%s）：%s"}
	sayCopiedWithSource = phrase{"copied with its source (%s): %s", "已连同出处复制（%s）：%s"}
	sayBySystem         = phrase{"system clipboard", "系统剪贴板"}
	sayByTerminal       = phrase{"OSC 52", "OSC 52"}
	sayByTerminalLong   = phrase{"OSC 52; too long for many terminals", "OSC 52，过长，许多终端不收"}
	sayByTmux           = phrase{"OSC 52; tmux needs set-clipboard on", "OSC 52，tmux 须设 set-clipboard on"}
	sayFactSet          = phrase{"%s: %s", "%s：%s"}
	sayFactUnset        = phrase{"%s: as the text says", "%s：依原文"}
	sayNotFound         = phrase{"not found: %s", "没有找到：%s"}
	sayNoSearch         = phrase{"nothing searched for yet: press /", "还没有查找：请按 /"}
	sayMarkSet          = phrase{"mark %s set here", "已设书签 %s"}
	sayNoMark           = phrase{"no mark %s", "没有书签 %s"}
	sayNoJump           = phrase{"nowhere to jump to", "没有可跳转的地方"}
	sayMeasureIs        = phrase{"lines of %d cells", "版心 %d 格"}
	sayMouseOn          = phrase{"mouse on", "鼠标已开"}
	sayMouseOff         = phrase{"mouse off: the terminal's own selection works again", "鼠标已关：可用终端自己的选择"}
	sayNoRecent         = phrase{"cannot list other speeches: %v", "无法列出其他讲话：%v"}
	sayCannotOpen       = phrase{"cannot open: %v", "无法打开：%v"}
	sayNotesCopied      = phrase{"the notes are in %s", "笔记已写到 %s"}
	sayNotCopied        = phrase{"not written: %v", "未写成：%v"}
	sayRoleNamed        = phrase{"colour %s stands for %s", "颜色 %s 表示%s"}
	sayRoleKept         = phrase{"colour %s stands for %s in all your speeches", "颜色 %s 在所有讲话中表示%s"}
	sayRoleNotKept      = phrase{"not kept for all speeches: %v", "未能用于所有讲话：%v"}
	sayRuled            = phrase{"heading set; u takes it back", "已指定，按 u 撤回"}
	sayTagNeedsName     = phrase{"a tag needs a name", "标签要有名称"}
	sayExportedBut      = phrase{"exported to %s; but %s", "已导出到 %s；但 %s"}
	sayNameAFile        = phrase{"name a file to write to", "请写明文件名"}
	sayExported         = phrase{"exported to %s", "已导出到 %s"}
	sayNotExported      = phrase{"not exported: %v", "未导出：%v"}
)

// What became of passages, and what the reader is asked about them.
var (
	sayTallyNotes      = phrase{"%d notes", "%d 条标注"}
	sayTallyNote       = phrase{"1 note", "1 条标注"}
	sayTallyColon      = phrase{": ", "："}
	sayTallyJoin       = phrase{", ", "，"}
	sayTallyPlaced     = phrase{"%d in place", "%d 条在原处"}
	sayTallyMoved      = phrase{"%d moved", "%d 条已移位"}
	sayTallyEdited     = phrase{"%d changed", "%d 条原文有改动"}
	sayTallyAmbiguous  = phrase{"%d to decide", "%d 条待确认"}
	sayTallyOrphans    = phrase{"%d passages gone", "%d 条原文已不在"}
	sayTallyOrphan     = phrase{"%d passage gone", "%d 条原文已不在"}
	sayTallyKey        = phrase{"%s (A shows them)", "%s（按 A 查看）"}
	sayToDecideHeading = phrase{"To decide (%d)", "待确认（%d）"}
	sayGoneHeading     = phrase{"Passage gone (%d)", "原文已不在（%d）"}
	sayMoved           = phrase{"moved", "已移位"}
	sayChanged         = phrase{"changed", "原文有改动"}
	sayWordsChanged    = phrase{"its words have changed", "原文有改动"}
	sayWordsWere       = phrase{"its words have changed; was “%s”", "原文有改动，原为“%s”"}
	sayShiftKey        = phrase{"%s (C confirms)", "%s（按 C 确认）"}
	saySeveralPlaces   = phrase{"Several places could be it: choose one.", "有几处都可能是它：请选定一处。"}
	sayOnePlace        = phrase{"One place could be it: choose it, or another.", "有一处可能是它：请确认，或另选一处。"}
	sayCandidate       = phrase{"%d  %d %%", "%d  %d %%"}
	sayNoneOfThese     = phrase{"none of these: choose the passage yourself", "都不是：自己在文中选定"}
	sayWas             = phrase{"was: ", "原为："}
	sayPutThere        = phrase{"put it there", "放到这里"}
	sayChoosePlace     = phrase{"choose its passage", "选定原文"}
	sayConfirmPlace    = phrase{"confirm its place", "确认位置"}
	sayPutElsewhere    = phrase{"put on another passage", "改标到别处"}
	sayPlacing         = phrase{"choosing a passage", "选定原文"}
	sayPutHere         = phrase{"put it here", "放到这里"}
	sayLeaveThere      = phrase{"leave it", "放弃"}
	sayPutWhat         = phrase{"Select the passage of: %s", "请选定这条标注的原文：%s"}
	sayNoteOf          = phrase{"Note on: %s", "这条笔记的原文：%s"}
	sayPut             = phrase{"put here", "已放到这里"}
	sayPutMore         = phrase{"put here; %d more to decide (A)", "已放到这里，还有 %d 条待确认（按 A）"}
	sayNotPut          = phrase{"this annotation is not there any more", "这条标注已不存在"}
	sayConfirmed       = phrase{"its place is confirmed", "位置已确认"}
	sayWhichPlace      = phrase{"Put which one on another passage?", "移动哪一条？"}
	sayWhichConfirm    = phrase{"Confirm which one's place?", "确认哪一条的位置？"}
)

// Questions at opening.
var (
	sayBrokenQuestion = phrase{"The notes cannot be read whole: %s", "笔记无法完整读取：%s"}
	sayReadForNow     = phrase{"only read for now; nothing is written", "暂且只读，什么也不写入"}
	saySetAside       = phrase{"set it aside, go on with what was read: %s", "把它改名留存，用读出的内容继续：%s"}
	sayAside          = phrase{"the broken file is now %s", "损坏的文件已改名为 %s"}
	sayNotAside       = phrase{"not set aside: %v", "未能改名：%v"}
	sayStrayAlone     = phrase{"These notes seem to belong here: %s (%s; their speech is gone)", "这份笔记可能属于本文：%s（%s，原讲话文件已不在）"}
	sayStray          = phrase{"These notes were made on the same text: %s (%s)", "这份笔记是针对同样的文本写的：%s（%s）"}
	sayAttach         = phrase{"attach them: they move here", "移到这里使用"}
	sayCopyHere       = phrase{"copy them here", "复制到这里使用"}
	sayIgnore         = phrase{"ignore them, and do not ask again", "忽略，不再询问"}
	sayTaken          = phrase{"%s came here", "已取来 %s"}
	sayNotTaken       = phrase{"the notes did not come whole: %v", "笔记未能完整取来：%v"}
	sayOwnNotes       = phrase{"there are notes here already", "这里已有笔记"}
)

// exportPurposes are what the formats are for, by name.
var exportPurposes = map[string]phrase{
	"markdown": {"Obsidian, Logseq, any editor", "Obsidian、Logseq、任何编辑器"},
	"text":     {"a letter or a message", "信件、消息"},
	"outline":  {"your own speech: the outline with the quotations", "写自己的讲话：提纲加引文"},
	"org":      {"Emacs Org mode", "Emacs Org"},
	"json":     {"programs: W3C annotations", "程序：W3C 标注"},
	"jsonl":    {"programs: a W3C annotation a line", "程序：每行一条 W3C 标注"},
	"csv":      {"Readwise, spreadsheets", "Readwise、电子表格"},
	"anki":     {"Anki cards", "Anki 卡片"},
	"html":     {"a browser, printing: the whole speech", "浏览器、打印：全文"},
	"docx":     {"Word, WPS, LibreOffice: the whole speech with comments", "Word、WPS、LibreOffice：全文加批注"},
	"qdc":      {"NVivo, ATLAS.ti, MAXQDA, QualCoder: the codebook", "NVivo、ATLAS.ti、MAXQDA、QualCoder：编码本"},
	"qdpx":     {"NVivo, ATLAS.ti, MAXQDA, QualCoder: the project", "NVivo、ATLAS.ti、MAXQDA、QualCoder：项目"},
	"brat":     {"brat and other annotators of text", "brat 等文本标注工具"},
}

// exportValues are what the rows of the export can say.
var exportValues = map[string]phrase{
	"speech":    {"the headings of the speech", "讲话的标题"},
	"tag":       {"each tag", "各个标签"},
	"section":   {"each section", "各节"},
	"":          {"not cited", "不注"},
	"plain":     {"in plain words", "直接写出"},
	"footnote":  {"as Markdown footnotes", "Markdown 脚注"},
	"gbt7714":   {"after GB/T 7714", "GB/T 7714"},
	"bibtex":    {"BibTeX entries", "BibTeX 条目"},
	"quote":     {"nothing: the passage alone", "只有标注的话"},
	"sentence":  {"its sentence", "所在的句子"},
	"paragraph": {"its paragraph", "所在的段落"},
}

// lossPhrases are what became of what a format cannot carry, by kind.
var lossPhrases = map[string]phrase{
	"no place":       {"%d without a place left out", "%d 条没有位置，未带上"},
	"nothing":        {"%d without colour, note and tags left out", "%d 条没有颜色、笔记和标签，未带上"},
	"nothing to ask": {"%d left out that nothing asks for", "%d 条无从提问，未带上"},
	"one colour":     {"%d overlapping in one colour", "%d 处重叠只显示一种颜色"},
	"tag signs":      {"%d tags with other signs for some of theirs", "%d 个标签里有的符号换了"},
	"quote cut":      {"%d quotes cut", "%d 条引文被截短"},
	"note cut":       {"%d notes cut", "%d 条笔记被截短"},
}
