// The words of the pages in both languages. Answers and reports keep their own language.
const WORDS = {
  zh: {
    "skip": "跳到正文", "app": "年报", "title.chat": "年报 · 提问", "title.fault": "年报 · 未能打开", "title.reports": "年报 · 报告", "title.report": "年报 · 报告", "title.compare": "年报 · 对比", "title.findings": "年报 · 核对", "title.uploads": "年报 · 上传", "title.guide": "年报 · 指南",
    "nav.label": "主导航", "nav.ask": "提问", "nav.reports": "报告", "nav.compare": "对比", "nav.findings": "核对", "nav.uploads": "上传", "nav.guide": "指南", "nav.api": "接口", "nav.menu": "菜单",
    "set.lang": "English", "set.lang.label": "切换到英文（Switch to English）", "set.theme": "明暗", "set.theme.label": "切换明暗主题",
    "set.large": "大字", "set.large.label": "大字版（适老化）",
    "welcome.title": "向年报提问", "welcome.text": "数字从报告的表格中查得，每个数字都可点开原表原格。没有的，直说没有。",
    "welcome.try": "可以这样问", "welcome.none": "还没有收录报告。请先运行 nianbao build 报告文件夹，再刷新本页。",
    "collection": "已收录的报告", "collection.hint": "点答案中的编号，这里会显示原表并标出该格。",
    "ask.label": "问题", "ask.placeholder": "例如：宜春2020年办理多少件？", "ask.send": "提问", "ask.stop": "停止",
    "ask.hint": "Enter 发送，Shift + Enter 换行", "ask.you": "问", "ask.stopped": "已停止。", "ask.thinking": "正在处理…",
    "step.understand": "正在理解问题…", "step.lookup": "正在查表…", "step.compose": "正在组织答案…",
    "state.cited": "有出处", "state.blank": "未填报（空白）", "state.conflict": "报告内数字不一致", "state.passage": "原文摘录", "state.clarify": "请选择",
    "state.definition": "口径说明", "state.check": "核对结果",
    "refuse.issuer": "未收录", "refuse.year": "未收录", "refuse.row": "表中没有这一项", "refuse.not_reported": "报告未说明",
    "refuse.not_extracted": "该表未能读取", "refuse.out_of_scope": "不在年报范围内", "refuse.ambiguous": "需要说明",
    "chips": "本次查询", "chip.title": "放入问题框修改", "near": "现有的相近内容", "options": "请选一个", "next": "接着问",
    "caution": "请注意", "sample": "样例：数字取自公开年报，文字为改写，请勿引用", "assumptions": "按此理解：{text}", "not_understood": "未能理解：{text}",
    "sources": "出处", "cite": "出处 {n}：{place}", "line": "第 {n} 行", "page": "第 {n} 页", "times": "×",
    "how": "数字是怎么来的", "how.cell": "查得", "how.formula": "算式", "how.covers": "覆盖", "how.covers.text": "{of} 份报告中用了 {used} 份", "how.blank": "空白：{text}",
    "how.missing": "缺：{text}", "how.model": "文字由模型 {name} 整理，数字均取自表格。",
    "figures": "本答案中的数字", "col.what": "项目", "col.value": "数值", "col.where": "单位 · 年份", "col.cite": "出处", "computed": "计算",
    "copy": "复制为引文", "copied": "已复制", "copy.failed": "复制失败，请手动选取", "meta": "{ms} 毫秒 · 索引 {version}",
    "again": "重试", "away": "连不上服务。请确认 nianbao serve 仍在运行，然后重试。", "broken": "答案没有传完，请重试。",
    "panel.label": "出处", "panel.close": "关闭", "panel.resize": "调整出处栏宽度", "panel.open": "打开报告页", "panel.published": "发布网页",
    "tab.table": "表格", "tab.text": "原文", "tab.about": "报告信息", "tab.none": "这一处出自正文，没有对应的表格。",
    "blank": "空白", "state.dash": "横线", "state.slash": "斜线", "grid.help": "方向键在格间移动，读出“行，列，数值”。", "grid.read": "{row}，{column}，{value}", "grid.flag": "此格未通过核对：{text}",
    "table.not_extracted": "此表未能读取：{reason}", "table.absent": "没有此表：{reason}", "loading": "正在读取…", "failed": "读取失败：{reason}",
    "about.title": "标题", "about.issuer": "发布机关", "about.year": "年度", "about.region": "地区", "about.file": "文件", "about.published": "发布日期", "about.notes": "读取说明",
    "original.page": "第 {n} 页，共 {of} 页", "original.back": "上一页", "original.next": "下一页", "original.keep": "下载原件", "original.gone": "原件页面无法显示", "about.form": "表式", "about.findings": "核对",
    "form.F2019": "2019 年式（国办公开办函〔2019〕60号）", "form.F2021": "2021 年式（国办公开办函〔2021〕30号）", "form.F2014": "2014 年式（2019 年前的统计表）",
    "findings.none": "未发现不一致", "findings.n": "{n} 项未通过",
    "reports.title": "报告", "reports.text": "已读入的年度报告。每张表整表读准才算数；读不准的写明原因，不给数字。", "reports.filter": "按机关、地区或年份筛选", "reports.empty": "没有符合的报告。清空筛选条件再看。",
    "reports.tables": "表格", "tables.t2": "表二", "tables.t3": "表三", "tables.t4": "表四", "status.ok": "已读取", "status.not_extracted": "未能读取", "status.absent": "没有此表",
    "report.findings": "核对发现", "report.text": "原文", "report.missing": "没有这份报告。它可能已从文件夹中删除，请从报告列表中另选。", "report.back": "全部报告", "report.sections": "目录", "report.ask": "就这份报告提问",
    "year": "{n}年",
    // the chat page
    "bad": "没用", "bad.number": "数字不对", "bad.send": "提交", "bad.source": "出处不对", "bad.understood": "没听懂问题", "bad.why": "哪里不好？", "bad.words": "说明（可不填）",
    "chart": "图：", "chart.wait": "正在绘图…", "chart.gone": "图表无法显示，请看上面的表格。", "chip.applicant": "申请人", "chip.edit": "换一个再查", "chip.issuer": "机关", "chip.operation": "算法", "chip.rank": "与全部机关排名",
    "chip.row": "项目", "chip.trend": "看历年变化", "chip.whole": "全部报告（{n} 份）", "chip.year": "年份", "chip.years": "全部年份", "collection.all": "全部报告",
    "export": "导出", "export.answer": "本答案", "export.conversation": "整个对话", "feedback.failed": "未能提交，请稍后再试。", "gone": "这段对话或答案已不在：可能已删除，或为新的对话让出了位置。", "good": "有用",
    "history": "对话记录", "history.begin": "新对话", "history.count": "{n} 问", "history.delete": "删除", "history.delete.ask": "删除“{title}”？删除后无法恢复。", "history.delete.no": "不删", "history.delete.yes": "删除",
    "rest": "全部 {n} 行", "rest.text": "其余各项", "history.deleted": "已删除", "history.empty": "还没有对话。提问后会留在这里。", "history.more": "更多", "history.nothing": "没有找到。换个词再搜。", "history.rename": "改名", "history.renamed": "已改名", "history.save": "保存",
    "history.search": "搜索对话", "history.title": "名称", "nav.history": "记录", "nav.history.label": "对话记录", "op.average": "平均", "op.count": "计数", "op.difference": "相差", "op.list_where": "筛选", "op.lookup": "查数值",
    "op.max": "最大", "op.min": "最小", "op.rank": "排名", "op.ratio": "之比", "op.share": "占比", "op.sum": "合计", "op.trend": "变化", "options.none": "没有可换的。", "options.search": "搜索",
    "panel.pin": "固定：换答案时保留此处", "share": "复制链接", "shared": "这是别人分享的一个答案。接着提问会另起一段对话。", "thanks": "已记录，谢谢。",
  },
  en: {
    "skip": "Skip to content", "app": "Nianbao", "title.chat": "Nianbao · Ask", "title.fault": "Nianbao · Not opened", "title.reports": "Nianbao · Reports", "title.report": "Nianbao · Report", "title.compare": "Nianbao · Compare", "title.findings": "Nianbao · Checks", "title.uploads": "Nianbao · Upload", "title.guide": "Nianbao · Guide",
    "nav.label": "Main", "nav.ask": "Ask", "nav.reports": "Reports", "nav.compare": "Compare", "nav.findings": "Checks", "nav.uploads": "Upload", "nav.guide": "Guide", "nav.api": "API", "nav.menu": "Menu",
    "set.lang": "中文", "set.lang.label": "Switch to Chinese (切换到中文)", "set.theme": "Theme", "set.theme.label": "Theme: light or dark",
    "set.large": "Large", "set.large.label": "Large type",
    "welcome.title": "Ask the annual reports", "welcome.text": "Figures are looked up in the reports’ tables, and each one opens at the cell it was printed in. What is not there is said to be not there.",
    "welcome.try": "Questions to start with", "welcome.none": "There are no reports yet. Run nianbao build FOLDER, then reload this page.",
    "collection": "Reports in the collection", "collection.hint": "Choose a number in an answer to see its table here, with the cell marked.",
    "ask.label": "Question", "ask.placeholder": "Ask for a figure or a passage", "ask.send": "Ask", "ask.stop": "Stop",
    "ask.hint": "Enter sends, Shift + Enter starts a new line", "ask.you": "Question", "ask.stopped": "Stopped.", "ask.thinking": "Working…",
    "step.understand": "Reading the question…", "step.lookup": "Looking it up…", "step.compose": "Wording the answer…",
    "state.cited": "Cited", "state.blank": "Not filled in (blank)", "state.conflict": "The report contradicts itself", "state.passage": "Quotation", "state.clarify": "Please choose",
    "state.definition": "Definition", "state.check": "Check",
    "refuse.issuer": "Not in the collection", "refuse.year": "Not in the collection", "refuse.row": "The form has no such item", "refuse.not_reported": "Not stated in the report",
    "refuse.not_extracted": "The table could not be read", "refuse.out_of_scope": "Outside the annual reports", "refuse.ambiguous": "Please say which",
    "chips": "Looked up", "chip.title": "Put into the question box", "near": "What is there", "options": "Choose one", "next": "Ask next",
    "caution": "Caution", "sample": "Sample: figures from public annual reports, prose rewritten. Do not quote.", "assumptions": "Read as: {text}", "not_understood": "Not understood: {text}",
    "sources": "Sources", "cite": "Source {n}: {place}", "line": "line {n}", "page": "page {n}", "times": "×",
    "how": "How this figure was found", "how.cell": "Looked up", "how.formula": "Formula", "how.covers": "Covers", "how.covers.text": "{used} of {of} reports used", "how.blank": "Blank: {text}",
    "how.missing": "Missing: {text}", "how.model": "Worded by the model {name}; every figure is from a table.",
    "figures": "Figures in this answer", "col.what": "Item", "col.value": "Value", "col.where": "Issuer · year", "col.cite": "Source", "computed": "computed",
    "copy": "Copy as citation", "copied": "Copied", "copy.failed": "Could not copy; select the text instead", "meta": "{ms} ms · index {version}",
    "again": "Try again", "away": "The service cannot be reached. Check that nianbao serve is still running, then try again.", "broken": "The answer broke off. Try again.",
    "panel.label": "Source", "panel.close": "Close", "panel.resize": "Width of the source panel", "panel.open": "Open the report", "panel.published": "Published page",
    "tab.table": "Table", "tab.text": "Original", "tab.about": "Report", "tab.none": "This source is prose; it has no table.",
    "blank": "blank", "state.dash": "dash", "state.slash": "slash", "grid.help": "Arrow keys move through the cells and read out “row, column, value”.", "grid.read": "{row}, {column}, {value}", "grid.flag": "This cell fails a check: {text}",
    "table.not_extracted": "This table could not be read: {reason}", "table.absent": "No such table: {reason}", "loading": "Loading…", "failed": "Could not load: {reason}",
    "about.title": "Title", "about.issuer": "Issuer", "about.year": "Year", "about.region": "Region", "about.file": "File", "about.published": "Published", "about.notes": "Remarks",
    "original.page": "Page {n} of {of}", "original.back": "Page before", "original.next": "Next page", "original.keep": "Download the original", "original.gone": "This page of the original cannot be shown", "about.form": "Form", "about.findings": "Checks",
    "form.F2019": "Form of 2019 (国办公开办函〔2019〕60号)", "form.F2021": "Form of 2021 (国办公开办函〔2021〕30号)", "form.F2014": "Form of 2014 (the list before 2019)",
    "findings.none": "No contradiction found", "findings.n": "{n} failed",
    "reports.title": "Reports", "reports.text": "The annual reports that were read. A table counts only when all of it was read; where it was not, the reason is given and no figure.", "reports.filter": "Filter by issuer, region or year", "reports.empty": "No report matches. Clear the filter to see all.",
    "reports.tables": "Tables", "tables.t2": "Table 2", "tables.t3": "Table 3", "tables.t4": "Table 4", "status.ok": "read", "status.not_extracted": "could not be read", "status.absent": "not there",
    "report.findings": "Findings", "report.text": "Original", "report.missing": "There is no such report. It may have been removed from the folder; choose another from the list.", "report.back": "All reports", "report.sections": "Contents", "report.ask": "Ask about this report",
    "year": "{n}",
    // the chat page
    "bad": "Not useful", "bad.number": "Wrong figure", "bad.send": "Send", "bad.source": "Wrong source", "bad.understood": "Question misread", "bad.why": "What is wrong?", "bad.words": "Details (optional)",
    "chart.wait": "Drawing the chart…", "chart": "Chart:", "chart.gone": "The chart cannot be shown; the table above holds the same figures.", "chip.applicant": "Applicant", "chip.edit": "Choose another and ask again", "chip.issuer": "Issuer", "chip.operation": "Operation", "chip.rank": "Rank among all issuers",
    "chip.row": "Item", "chip.trend": "Over the years", "chip.whole": "All reports ({n})", "chip.year": "Year", "chip.years": "All years", "collection.all": "All reports",
    "export": "Export", "export.answer": "This answer", "export.conversation": "The whole conversation", "feedback.failed": "Could not be sent. Try again later.", "gone": "This conversation or answer is no longer there: it was deleted, or made room for newer ones.", "good": "Useful",
    "history": "Conversations", "history.begin": "New conversation", "history.count": "{n} asked", "history.delete": "Delete", "history.delete.ask": "Delete “{title}”? This cannot be undone.", "history.delete.no": "Keep", "history.delete.yes": "Delete",
    "rest": "All {n} rows", "rest.text": "The others", "history.deleted": "Deleted", "history.empty": "No conversations yet. What you ask is kept here.", "history.more": "More", "history.nothing": "Nothing found. Try another word.", "history.rename": "Rename", "history.renamed": "Renamed", "history.save": "Save",
    "history.search": "Search conversations", "history.title": "Title", "nav.history": "History", "nav.history.label": "Conversations", "op.average": "Average", "op.count": "Count", "op.difference": "Difference", "op.list_where": "Filter", "op.lookup": "Look up",
    "op.max": "Highest", "op.min": "Lowest", "op.rank": "Rank", "op.ratio": "Ratio", "op.share": "Share", "op.sum": "Sum", "op.trend": "Trend", "options.none": "Nothing else to choose.", "options.search": "Search",
    "panel.pin": "Pin: keep this source when the answer changes", "share": "Copy link", "shared": "This answer was shared with you. What you ask next starts a conversation of its own.", "thanks": "Noted, thank you.",
  },
};

let current = document.documentElement.dataset.lang === "en" ? "en" : "zh";

/** Return the language of the page: "zh" or "en". */
export const lang = () => current;

/** Return a message with its {names} filled in, in the language of the page or another. */
export function t(key, args = {}, language = current) {
  const text = WORDS[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in args ? String(args[name]) : whole));
}

const MONEY = { 万元: "×10,000 yuan", 元: "yuan", 亿元: "×100 million yuan", 个百分点: "percentage points" };

/** A unit behind a figure as a language says it: English counts carry none, their label says what is counted. */
export const unitSaid = (unit, language = current) =>
  language !== "en" || !unit ? unit ?? "" : /^(?:[件项条次人个篇]|人次)$/.test(unit) ? "" : MONEY[unit] ?? unit;

/** Whether there is a message of that name. */
export const known = (key) => key in WORDS.zh;

/** Put the words of the current language into one element. */
export function place(node) {
  const { t: key, tArgs, tLabel, tPlaceholder, zh, en } = node.dataset;
  const args = tArgs ? JSON.parse(tArgs) : {};
  if (key) node.textContent = t(key, args);
  else if (zh !== undefined) node.textContent = current === "zh" ? zh : en;
  if (tLabel) {
    node.setAttribute("aria-label", t(tLabel, args));
    if (node.matches("button, a")) node.title = t(tLabel, args);
  }
  if (tPlaceholder) node.setAttribute("placeholder", t(tPlaceholder));
}

/** Put the words of the current language everywhere. */
export function placeAll() {
  for (const node of document.querySelectorAll("[data-t],[data-t-label],[data-t-placeholder],[data-zh]")) place(node);
  document.title = t(`title.${document.body.dataset.page}`);
  document.documentElement.lang = current === "zh" ? "zh-CN" : "en";
}

/** Change the language of the page and keep the choice. */
export function setLang(language) {
  current = language;
  remember("lang", language);
  placeAll();
}

/** Keep a choice of this reader on this machine. */
export function remember(name, value) {
  try {
    localStorage.setItem(`nianbao.${name}`, value);
  } catch {
    // storage may be switched off; the choice then lasts as long as the page
  }
}

/** Add the words of other pages, {zh, en}; before the first of them is placed. */
export function addWords(more) {
  Object.assign(WORDS.zh, more.zh);
  Object.assign(WORDS.en, more.en);
}
