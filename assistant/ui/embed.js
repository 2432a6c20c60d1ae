/* Questions and answers inside a frame of another site. Every text is set as text: nothing of an answer is markup. */
const chinese = new URLSearchParams(location.search).get("lang") !== "en";
const words = chinese
  ? { title: "年报问答", label: "问题", send: "提问", waiting: "正在查找…", sources: "出处", start: "可以这样问", away: "暂时无法回答，请稍后再试。", sample: "样例：数字取自公开年报，文字为改写，请勿引用", model: "AI 生成，请核对原文" }
  : { title: "Ask the reports", label: "Question", send: "Ask", waiting: "Looking it up…", sources: "Sources", start: "Questions to start with", away: "No answer for now; try again in a moment.", sample: "Sample: do not quote", model: "AI-generated; check the original" };
const byId = (id) => document.getElementById(id);
let conversation = null;

document.documentElement.lang = chinese ? "zh-CN" : "en";
document.title = byId("title").textContent = words.title;
byId("label").textContent = byId("question").placeholder = words.label;
byId("send").textContent = words.send;

function add(parent, name, text, kind) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (kind) element.className = kind;
  parent.append(element);
  return element;
}

function link(parent, citation, text, kind) {
  const element = add(parent, "a", text, kind);
  element.href = citation.href;
  element.target = "_blank";
  element.rel = "noopener";
  return element;
}

/** The text with its marks as links to the cells they name. */
function sentence(parent, answer) {
  const cited = new Map(answer.citations.map((citation) => [`[${citation.n}]`, citation]));
  for (const piece of answer.text.split(/\s*(\[\d+\])/)) {
    const citation = cited.get(piece);
    if (citation) link(parent, citation, String(citation.n), "mark").setAttribute("aria-label", `${words.sources} ${citation.n}`);
    else parent.append(piece);
  }
}

function places(article, answer) {
  if (!answer.citations.length) return;
  const fold = add(article, "details");
  add(fold, "summary", `${words.sources} (${answer.citations.length})`);
  const list = add(fold, "ul", undefined, "places");
  for (const citation of answer.citations) {
    const path = [citation.section, ...citation.row, ...citation.column].filter(Boolean).join(" › ");
    link(add(list, "li"), citation, `[${citation.n}] ${citation.issuer} ${citation.year} › ${path}`);
  }
}

function options(article, questions) {
  for (const question of questions) {
    const button = add(article, "button", question, "option");
    button.type = "button";
    button.addEventListener("click", () => ask(question));
  }
}

/** Questions that the reports here answer, until the first one is asked. */
async function start() {
  const response = await fetch("/api/v1/suggestions").catch(() => null);
  if (!response?.ok) return;
  const { suggestions } = await response.json();
  if (!suggestions.length || byId("answers").childElementCount) return;
  const article = add(byId("answers"), "article");
  add(article, "p", words.start, "note");
  options(article, suggestions.map((question) => (chinese ? question.zh : question.en)));
}

function show(article, answer) {
  sentence(add(article, "p"), answer);
  for (const finding of answer.findings) add(article, "p", finding.message, "caution");
  places(article, answer);
  if (answer.generated_by) add(article, "p", words.model, "note");
  if (answer.citations.some((citation) => citation.source.sample)) add(article, "p", words.sample, "note");
  options(article, [...(answer.refusal?.nearest ?? []), ...answer.options, ...answer.suggestions]);
}

async function ask(question) {
  const article = add(byId("answers"), "article");
  add(article, "h2", question);
  const waiting = add(article, "p", words.waiting, "note");
  try {
    const response = await fetch("/api/v1/ask", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question, conversation_id: conversation, language: chinese ? "zh" : "en" }),
    });
    const answer = await response.json();
    if (response.ok) {
      conversation = answer.conversation_id;
      show(article, answer);
    } else add(article, "p", answer.detail || words.away, "caution");
  } catch {
    add(article, "p", words.away, "caution");
  }
  waiting.remove();
  article.scrollIntoView({ block: "start" });
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = byId("question").value.trim();
  if (!question) return;
  byId("question").value = "";
  ask(question);
});
start();
