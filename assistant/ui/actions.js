// The quiet row under an answer: copy as a citation, export, good or bad, link; and the time and index it came from.
import { send } from "./api.js";
import { el, icon, say } from "./dom.js";
import { t } from "./i18n.js";
import { closePopover, popoverButton } from "./popover.js";

const FORMATS = ["docx", "xlsx", "csv"];
const REASONS = ["number", "source", "understood"];
const UP = "M3 9h3v8H3zM6 16.500c3 1 6 1 8.500.500 1-.200 2.500-6 2-7.500-.300-1-3-1-4.500-1 .500-2 .500-5-1-5.500-1 2.500-2.500 4.500-5 6";
const DOWN = "M3 11h3V3H3zM6 3.500c3-1 6-1 8.500-.500 1 .200 2.500 6 2 7.500-.300 1-3 1-4.500 1 .500 2 .500 5-1 5.500-1-2.500-2.500-4.500-5-6";

/** Return the row of an answer. `opinion` is {good, reason} where somebody has judged it already. */
export function actionRow(answer, opinion) {
  const ms = Math.round((answer.timing_ms.total ?? 0) * 10) / 10;
  return el("footer", { class: "actions" },
    answer.citations.length ? copyButton("copy", () => asCitation(answer)) : null,
    exportMenu(answer),
    copyButton("share", () => `${location.origin}/?a=${encodeURIComponent(answer.id)}`),
    opinions(answer, opinion),
    el("span", { class: "meta", t: "meta", args: { ms, version: answer.index_version.slice(0, 12) } }));
}

function copyButton(key, text) {
  const button = el("button", { type: "button", class: "quiet", t: key });
  button.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(text()).then(() => "copied", () => "copy.failed");
    button.textContent = t(done);
    say(t(done));
    setTimeout(() => { button.textContent = t(key); }, 2000);
  });
  return button;
}

function exportMenu(answer) {
  const part = (key, path) => el("div", { class: "export-part" }, el("p", { class: "dim", t: key }), el("div", { class: "export-links" },
    ...FORMATS.map((format) => el("a", { href: `/api/v1${path}/export?format=${format}`, download: "", class: "choice", text: `.${format}`, on: { click: () => closePopover() } }))));
  return popoverButton({ class: "quiet", t: "export" }, "export", (box) => box.append(
    part("export.answer", `/answers/${encodeURIComponent(answer.id)}`),
    part("export.conversation", `/conversations/${encodeURIComponent(answer.conversation_id)}`)));
}

function opinions(answer, opinion) {
  const props = (key, good) => ({ class: "quiet thumb", label: key, "aria-pressed": String(opinion?.good === good) });
  const good = el("button", { type: "button", ...props("good", true) }, icon(UP));
  const place = popoverButton(props("bad", false), "bad.why", (box) => box.append(reasonForm(judge)), icon(DOWN));
  const bad = place.firstChild;
  async function judge(is, reason) {
    const told = await send("POST", "/feedback", { answer_id: answer.id, good: is, reason }).then(() => "thanks", (error) => (error.away ? "away" : "feedback.failed"));
    if (told === "thanks") {
      good.setAttribute("aria-pressed", String(is));
      bad.setAttribute("aria-pressed", String(!is));
    }
    say(t(told));
    note.textContent = t(told);
    setTimeout(() => { note.textContent = ""; }, 3000);
  }
  good.addEventListener("click", () => judge(true, ""));
  const note = el("span", { class: "dim" });
  return el("span", { class: "thumbs" }, good, place, note);
}

function reasonForm(judge) {
  const words = el("textarea", { rows: 2, maxlength: 1500, label: "bad.words", "data-t-placeholder": "bad.words", placeholder: t("bad.words") });
  const choices = REASONS.map((name) => {
    const box = el("input", { type: "checkbox", name: "reason", value: name });
    return el("label", { class: "reason" }, box, el("span", { t: `bad.${name}` }));
  });
  const form = el("form", { class: "reasons" }, el("p", { class: "dim", t: "bad.why" }), ...choices, words, el("button", { class: "primary small", t: "bad.send" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = [...form.querySelectorAll("input:checked")].map((input) => t(`bad.${input.value}`));
    closePopover({ back: true });
    judge(false, [...chosen, words.value.trim()].filter(Boolean).join("；"));
  });
  return form;
}

/** The answer as one sentence for a paper: marks become the sources behind it. */
export function asCitation(answer) {
  const text = answer.text.replace(/\s*\[\d+\]/g, "").trim();
  const places = answer.citations.map((citation) => `《${citation.title}》${[citation.section, ...citation.row, ...citation.column].filter(Boolean).join("，")}`);
  const sample = answer.citations.some((citation) => citation.source.sample) ? `\n${t("sample")}` : "";
  return `${text}\n（${t("sources")}：${[...new Set(places)].join("；")}）${sample}`;
}
