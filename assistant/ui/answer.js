// One answer as a card: state, sentence with its figure and marks, caution, chips, sources, how it was found.
import { actionRow } from "./actions.js";
import { queryChips } from "./chips.js";
import { el, filled } from "./dom.js";
import { leadingSpan } from "./emphasis.js";
import { chart, computedFold, figureTable, MANY } from "./figures.js";
import { known, t } from "./i18n.js";
import { placeOf } from "./source.js";

const GREY = new Set(["blank", "refuse", "clarify"]);
const SEVERAL = 8; // figures of a list whose table is easier to read than its sentence
const LONG = 600, SHORT = 360; // letters of such a sentence, and of what is shown of it at first

/**
 * Return the card of an answer. `on` holds cite(citation, button, event), fill(text), ask(text) and
 * edit(query, name, language); `opinion` is {good, reason} where somebody has judged it.
 */
export function renderAnswer(answer, on, opinion = null) {
  const citations = new Map(answer.citations.map((citation) => [citation.n, citation]));
  const mark = (n) => citeButton(citations.get(n), on);
  const sample = answer.citations.some((citation) => citation.source.sample);
  return el(
    "div",
    { class: `card ${GREY.has(answer.kind) ? "grey" : ""}`, data: { kind: answer.kind } },
    stateTag(answer),
    el("div", { class: "text", lang: answer.language === "zh" ? "zh-CN" : "en" }, ...paragraphs(answer, citations, mark)),
    caution(answer, mark),
    queryChips(answer, on) ?? wordChips(answer, on),
    figureTable(answer, mark),
    chart(answer),
    remarks(answer),
    choices("near", nearest(answer), on.ask),
    choices("options", answer.options, on.ask),
    sources(answer, on),
    computedFold(answer, mark),
    sample ? el("p", { class: "sample", t: "sample" }) : null,
    actionRow(answer, opinion),
    choices("next", answer.suggestions, on.ask),
  );
}

function stateTag(answer) {
  const conflict = answer.findings.some((finding) => finding.severity === "error");
  const key = {
    blank: "state.blank", clarify: "state.clarify", passage: "state.passage", definition: "state.definition", check: "state.check",
    refuse: `refuse.${answer.refusal?.reason}`,
  }[answer.kind] ?? (conflict ? "state.conflict" : "state.cited");
  const tone = GREY.has(answer.kind) ? "dim" : conflict ? "amber" : "blue";
  return el("p", { class: `state ${tone}`, t: known(key) ? key : "state.clarify" });
}

function paragraphs(answer, citations, mark) {
  const lines = answer.text.split(/\n+/).filter((line) => line.trim());
  let wanted = ["figure", "comparison"].includes(answer.kind) ? answer.figures : [];
  return lines.map((line) => {
    const span = leadingSpan(line, wanted);
    if (span) wanted = [];
    const tag = /^\s*[>“「]/.test(line) ? "blockquote" : "p";
    const node = el(tag);
    const parts = span ? [line.slice(0, span.start), line.slice(span.start, span.end), line.slice(span.end)] : [line];
    parts.forEach((part, index) => {
      if (index === 1) node.append(el("strong", { class: "figure", text: part }));
      else {
        const shown = (some) => withMarks(some, citations, mark);
        const text = part.replace(/^\s*>\s?/, "");
        node.append(...(answer.figures.length < SEVERAL ? shown(text) : shortened(text, shown)));
      }
    });
    return node;
  });
}

/** A sentence that lists many figures, which the table below holds too, up to an item and a button for the rest of it. */
function shortened(text, shown) {
  const start = text.length > LONG ? text.slice(0, SHORT) : "";
  const cut = Math.max(start.lastIndexOf("；"), start.lastIndexOf(";")) + 1 || start.lastIndexOf(" + ") + 1;
  if (!cut) return shown(text);
  const end = cut + (text.slice(cut).search(/。|\.(?=\s)/) + 1 || text.length); // what is said behind the list stays in sight
  const rest = el("button", { type: "button", class: "rest", t: "rest.text", on: { click: () => rest.replaceWith(...shown(text.slice(cut, end))) } });
  return [...shown(text.slice(0, cut)), rest, ...shortened(text.slice(end), shown)];
}

function withMarks(text, citations, mark) {
  const nodes = [];
  for (const piece of text.split(/(\s*\[\d+\])/)) {
    const n = Number(/^\s*\[(\d+)\]$/.exec(piece)?.[1]);
    const behind = nodes.at(-1)?.nodeType === Node.ELEMENT_NODE ? /^[，。；：、）！？,.;:)!?]+/.exec(piece)?.[0] ?? "" : "";
    // A line may not begin with a comma: it stays with the number before it.
    if (behind) nodes.push(el("span", { class: "unbroken" }, nodes.pop(), behind));
    nodes.push(citations.has(n) ? mark(n) : document.createTextNode(piece.slice(behind.length)));
  }
  return nodes;
}

function citeButton(citation, on) {
  if (!citation) return null;
  const button = el("button", { type: "button", class: "cite", text: citation.n, data: { n: citation.n }, "aria-label": t("cite", { n: citation.n, place: placeOf(citation) }) });
  button.addEventListener("click", (event) => on.cite(citation, button, event));
  return button;
}

function caution(answer, mark) {
  if (!answer.findings.length) return null;
  const items = answer.findings.map((finding) => el("li", {}, el("span", { text: finding.message }), ...finding.citations.map(mark).filter(Boolean)));
  return el("div", { class: "caution" }, el("strong", { t: "caution" }), el("ul", {}, ...items));
}

function remarks(answer) {
  const lines = [
    ...answer.assumptions.filter((text) => !answer.text.includes(text)).map((text) => el("p", { t: "assumptions", args: { text } })),
    ...answer.not_understood.map((text) => el("p", { t: "not_understood", args: { text } })),
  ];
  return lines.length ? el("div", { class: "remarks" }, ...lines) : null;
}

/** Where the query is not one of figures: whose and when, one button a word, which puts it into the question box. */
function wordChips(answer, on) {
  const cited = answer.citations;
  const words = new Map();
  for (const citation of cited) {
    for (const [slot, text] of [["issuer", citation.issuer], ["year", t("year", { n: citation.year })], ["row", citation.row.at(-1)], ["applicant", citation.column.at(-1)]]) {
      if (text) words.set(`${slot}:${text}`, { slot, text });
    }
  }
  if (!words.size || words.size > 10) return null;
  const order = ["issuer", "year", "row", "applicant"];
  const sorted = [...words.values()].sort((a, b) => order.indexOf(a.slot) - order.indexOf(b.slot));
  return el("div", { class: "chips", role: "group", label: "chips" }, ...sorted.map(({ slot, text }) =>
    el("button", { type: "button", class: "chip", text, data: { slot }, title: t("chip.title"), lang: "zh-CN", on: { click: () => on.fill(text) } })));
}

const nearest = (answer) => answer.refusal?.nearest ?? [];

function choices(key, texts, act) {
  if (!texts.length) return null;
  return el("div", { class: `choices ${key}` }, el("p", { class: "dim", t: key }), ...texts.map((text) =>
    el("button", { type: "button", class: "choice", text, on: { click: () => act(text) } })));
}

function sources(answer, on) {
  if (!answer.citations.length) return null;
  const item = (citation) => {
    const button = el("button", { type: "button", class: "source-line", on: { click: (event) => on.cite(citation, button, event) } },
      el("span", { class: "n", text: citation.n }), el("span", { class: "place", text: placeOf(citation), lang: "zh-CN" }));
    return el("li", {}, button);
  };
  const list = el("ol", { class: "sources" });
  const fill = () => list.append(...answer.citations.map(item));
  const count = answer.citations.length;
  if (count <= 4) return filled(list, false, fill);
  const fold = el("details", { class: "fold" }, el("summary", {}, el("span", { t: "sources" }), ` (${count})`), list);
  return filled(fold, count > MANY, fill);
}
