/* Questions and answers inside a frame of another site. Every text is set as text: nothing of an answer is markup. */
import { leadingSpan } from "./emphasis.js";

const asked = new URLSearchParams(location.search);
const chinese = asked.get("lang") !== "en";
const words = chinese
  ? { title: "年报问答", label: "问题", hint: "例如：宜春2020年办理多少件？", send: "提问", waiting: "正在查找…", sources: "出处", start: "可以这样问", near: "现有的相近内容", next: "接着问", away: "暂时连不上服务，请稍后重试。", again: "重试", sample: "样例：数字取自公开年报，文字为改写，请勿引用", model: "AI 生成，请核对原文" }
  : { title: "Ask the reports", label: "Question", hint: "Ask for a figure or a passage", send: "Ask", waiting: "Looking it up…", sources: "Sources", start: "Questions to start with", near: "What is there", next: "Ask next", away: "The service cannot be reached. Try again in a moment.", again: "Try again", sample: "Sample: figures from public annual reports, prose rewritten. Do not quote.", model: "AI-generated; check the original" };
const byId = (id) => document.getElementById(id);
const root = document.documentElement;
const WIDGET = parent === window ? null : parent; // a frame without the widget hears words it does not know
let conversation = null;
let busy = false;

root.lang = chinese ? "zh-CN" : "en";
if (["light", "dark"].includes(asked.get("theme"))) root.dataset.theme = asked.get("theme");
if (asked.get("bar") === "0") root.dataset.bar = "0"; // the widget has a heading of its own
document.title = byId("title").textContent = words.title;
byId("label").textContent = words.label;
byId("question").placeholder = words.hint;
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

/** The text with its marks as links to the cells they name, and the figure it leads with set large. */
function sentence(parent, answer) {
  const cited = new Map(answer.citations.map((citation) => [`[${citation.n}]`, citation]));
  const span = ["figure", "comparison"].includes(answer.kind) ? leadingSpan(answer.text, answer.figures) : null;
  const pieces = (text) => {
    for (const piece of text.split(/\s*(\[\d+\])/)) {
      const citation = cited.get(piece);
      if (citation) link(parent, citation, String(citation.n), "mark").setAttribute("aria-label", `${words.sources} ${citation.n}`);
      else parent.append(piece);
    }
  };
  if (!span) return pieces(answer.text);
  pieces(answer.text.slice(0, span.start));
  add(parent, "strong", answer.text.slice(span.start, span.end), "figure");
  return pieces(answer.text.slice(span.end));
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

function options(article, heading, questions) {
  if (questions.length) add(article, "p", heading, "note");
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
  options(add(byId("answers"), "article"), words.start, suggestions.map((question) => (chinese ? question.zh : question.en)));
}

function show(article, answer) {
  sentence(add(article, "p", undefined, ["refuse", "clarify", "blank"].includes(answer.kind) ? "grey" : ""), answer);
  for (const finding of answer.findings) add(article, "p", finding.message, "caution");
  places(article, answer);
  if (answer.generated_by) add(article, "p", words.model, "note");
  if (answer.citations.some((citation) => citation.source.sample)) add(article, "p", words.sample, "note");
  options(article, words.near, [...(answer.refusal?.nearest ?? []), ...answer.options]);
  options(article, words.next, answer.suggestions);
}

/** What went wrong, and the same question once more. */
function failed(article, why, question) {
  add(article, "p", why, "caution");
  const again = add(article, "button", words.again, "option");
  again.type = "button";
  again.addEventListener("click", () => {
    if (busy) return;
    article.remove();
    ask(question);
  });
}

async function ask(question) {
  if (busy) return;
  busy = byId("send").disabled = true;
  const article = add(byId("answers"), "article");
  add(article, "h2", question);
  const waiting = add(article, "p", words.waiting, "note");
  article.scrollIntoView({ block: "start" });
  try {
    const response = await fetch("/api/v1/ask", {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": chinese ? "zh" : "en" },
      body: JSON.stringify({ question, conversation_id: conversation, language: chinese ? "zh" : "en" }),
    });
    const answer = await response.json();
    if (response.ok) {
      conversation = answer.conversation_id;
      show(article, answer);
    } else failed(article, answer.detail || words.away, question);
  } catch {
    failed(article, words.away, question);
  }
  waiting.remove();
  busy = byId("send").disabled = false;
  article.scrollIntoView({ block: "start" });
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = byId("question").value.trim();
  if (!question || busy) return;
  byId("question").value = "";
  ask(question);
});
byId("question").addEventListener("keydown", (event) => {
  // The Enter that ends a composition sends nothing; Safari reports it as key 229 after the composition.
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) WIDGET?.postMessage({ nianbao: "close" }, "*");
});
addEventListener("message", (event) => {
  if (event.source !== WIDGET || event.data?.nianbao !== "shown") return;
  // On a touch screen the keyboard would cover the questions to start with.
  byId(matchMedia("(pointer: coarse)").matches ? "main" : "question").focus();
});
WIDGET?.postMessage({ nianbao: "ready" }, "*");
start();
