// The chat page: asks, streams, shows the card, opens sources.
import { ask, get } from "./api.js";
import { renderAnswer } from "./answer.js";
import { both, el, say } from "./dom.js";
import { known, remember, t } from "./i18n.js";
import { startShell } from "./shell.js";
import { overPage, SourcePanel } from "./source.js";

const SKELETON_AFTER = 300; // ms: shorter waits must not flicker

const byId = (id) => document.getElementById(id);
const [thread, scroll, composer, box, send, stop] = ["thread", "scroll", "composer", "question", "send", "stop"].map(byId);
let conversation = null;
let running = null;

startShell("chat");
const panel = new SourcePanel(byId("source"), collection);
startSplitter();
welcome();
askFromAddress();

function collection() {
  const root = el("div", { class: "collection" }, el("h2", { t: "collection" }), el("p", { class: "dim", t: "collection.hint" }));
  get("/reports").then(({ reports }) => root.append(reportList(reports)), (error) => root.append(el("p", { class: "dim", t: error.away ? "away" : "failed", args: { reason: error.message } })));
  return root;
}

function reportList(reports) {
  const items = reports.slice(0, 50).map((report) =>
    el("li", {}, el("a", { href: report.href },
      el("span", { class: "who", text: report.issuer, lang: "zh-CN" }),
      el("span", { class: "when", t: "year", args: { n: report.year } }),
      report.findings ? el("span", { class: "warn", t: "findings.n", args: { n: report.findings } }) : null)));
  return el("ul", { class: "report-list" }, ...items);
}

function welcome() {
  const tries = el("div", { class: "tries" });
  thread.replaceChildren(el("section", { class: "welcome" }, el("h1", { t: "welcome.title" }), el("p", { t: "welcome.text" }), tries));
  get("/suggestions").then(({ suggestions }) => {
    if (!suggestions.length) return tries.append(el("p", { class: "dim", t: "welcome.none" }));
    tries.append(el("p", { class: "dim", t: "welcome.try" }));
    for (const { zh, en } of suggestions) {
      const button = both("button", zh, en, { type: "button", class: "choice" });
      button.addEventListener("click", () => put(button.textContent));
      tries.append(button);
    }
    return null;
  }, (error) => tries.append(retryLine(error, welcome)));
}

function retryLine(error, again) {
  return el("div", { class: "failure", role: "alert" },
    el("p", error.away ? { t: "away" } : { text: error.message || t("broken") }),
    el("button", { type: "button", class: "choice", t: "again", on: { click: again } }));
}

async function put(question) {
  if (running || !question.trim()) return;
  thread.querySelector(".welcome")?.remove();
  const turn = el("article", { class: "turn" }, el("h2", { class: "asked" }, el("span", { class: "sr-only", t: "ask.you" }), el("span", { text: question })));
  thread.append(turn);
  await answerInto(turn, question);
}

async function answerInto(turn, question) {
  const place = el("div", { class: "answer", "aria-busy": "true" });
  const stage = el("p", { class: "stage" });
  const growing = el("div", { class: "text growing" });
  place.append(stage, growing);
  turn.append(place);
  running = new AbortController();
  busy(true);
  toTop(turn);
  const skeleton = setTimeout(() => place.classList.add("skeleton"), SKELETON_AFTER);
  let final = null;
  try {
    const body = conversation ? { question, conversation_id: conversation } : { question };
    await ask(body, (event, data) => {
      if (event === "step") stage.textContent = data.text || (known(`step.${data.name}`) ? t(`step.${data.name}`) : t("ask.thinking"));
      else if (event === "delta") growing.textContent += data.text;
      else if (event === "answer") final = data;
      if (event === "step") say(stage.textContent);
    }, running.signal);
    if (final) finish(turn, place, final);
    else place.replaceChildren(again(turn, place, question, { message: t("broken") }));
  } catch (error) {
    if (error.name === "AbortError") place.replaceChildren(el("p", { class: "dim", t: "ask.stopped" }), againButton(turn, place, question));
    else place.replaceChildren(again(turn, place, question, error));
  } finally {
    clearTimeout(skeleton);
    place.classList.remove("skeleton");
    place.removeAttribute("aria-busy");
    running = null;
    busy(false);
  }
}

function again(turn, place, question, error) {
  return retryLine(error, () => { place.remove(); answerInto(turn, question); });
}

function againButton(turn, place, question) {
  return el("button", { type: "button", class: "choice", t: "again", on: { click: () => { place.remove(); answerInto(turn, question); } } });
}

function finish(turn, place, answer) {
  conversation = answer.conversation_id;
  const card = renderAnswer(answer, {
    cite: (citation, button, event) => panel.open(citation, button, { focus: event.detail === 0 }),
    fill,
    ask: put,
  });
  place.replaceChildren(card);
  say(answer.text.replace(/\s*\[\d+\]/g, ""));
  toTop(turn);
  const first = card.querySelector(".text .cite");
  const cited = answer.citations.find((citation) => String(citation.n) === first?.dataset.n);
  // Beside the page there is room for the source at once; over the page it would hide the answer.
  if (overPage()) return;
  if (cited) panel.open(cited, first);
  else panel.clear();
}

/** Put the question at the top: the answer grows below it and nothing moves when it ends. */
function toTop(turn) {
  scroll.scrollTop += turn.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 24;
}

function fill(text) {
  const at = box.selectionStart ?? box.value.length;
  box.value = box.value ? `${box.value.slice(0, at)}${text}${box.value.slice(at)}` : text;
  box.focus();
  grow();
}

function busy(is) {
  send.hidden = is;
  stop.hidden = !is;
}

function grow() {
  box.style.height = "";
  if (!box.value) return; // the placeholder must not make it grow
  box.style.height = `${Math.min(box.scrollHeight + 2, 168)}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  if (running) return;
  const question = box.value;
  if (!question.trim()) return;
  box.value = "";
  grow();
  if (overPage()) box.blur(); // the keyboard of a phone would cover the answer
  put(question.trim());
});
stop.addEventListener("click", () => running?.abort());
box.addEventListener("input", grow);
box.addEventListener("keydown", (event) => {
  // The Enter that ends a Chinese composition chooses a word; it must not send. 229: browsers that report it late.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  composer.requestSubmit();
});
if (!overPage()) box.focus();

/** /?q=… asks at once: report pages and bookmarks link here. */
function askFromAddress() {
  const question = new URLSearchParams(location.search).get("q");
  if (!question) return;
  history.replaceState(null, "", "/");
  box.value = question.slice(0, 2000);
  grow();
  box.focus();
}

function startSplitter() {
  const splitter = byId("splitter");
  const frame = byId("frame");
  let share = Number(localStorage.getItem("nianbao.panel")) || 40;
  const set = (percent) => {
    share = Math.min(65, Math.max(25, percent));
    frame.style.setProperty("--panel", `${share}%`);
    splitter.setAttribute("aria-valuenow", String(Math.round(share)));
    splitter.setAttribute("aria-valuemin", "25");
    splitter.setAttribute("aria-valuemax", "65");
    remember("panel", String(Math.round(share)));
  };
  set(share);
  splitter.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
    if (step) set(share + step);
  });
  splitter.addEventListener("pointerdown", (event) => {
    splitter.setPointerCapture(event.pointerId);
    const move = (moved) => set(((innerWidth - moved.clientX) / innerWidth) * 100);
    splitter.addEventListener("pointermove", move);
    splitter.addEventListener("lostpointercapture", () => splitter.removeEventListener("pointermove", move), { once: true });
  });
}
