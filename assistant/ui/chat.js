// The chat page: asks, streams, shows the card, opens sources, goes on with conversations of before.
import { renderAnswer } from "./answer.js";
import { ask, fresh, get } from "./api.js";
import { both, el, say } from "./dom.js";
import { HistoryDrawer } from "./history.js";
import { known, t } from "./i18n.js";
import { closePopover } from "./popover.js";
import { railButton, startShell } from "./shell.js";
import { overPage, SourcePanel } from "./source.js";
import { startSplitter } from "./splitter.js";

const SKELETON_AFTER = 300; // ms: shorter waits must not flicker
const HEARD = 600; // letters of an answer that a screen reader is given at once; the card holds all of it

const byId = (id) => document.getElementById(id);
const [thread, scroll, composer, box, send, stop] = ["thread", "scroll", "composer", "question", "send", "stop"].map(byId);
let conversation = null;
let running = null;

const historyButton = railButton("history", "nav.history", () => drawer.show(!drawer.shown, historyButton));
historyButton.setAttribute("aria-expanded", "false");
historyButton.setAttribute("aria-controls", "history");
startShell("chat", { extra: [historyButton] });
const panel = new SourcePanel(byId("source"), collection);
const drawer = new HistoryDrawer(byId("history"), { open: (id) => goTo(`/?c=${encodeURIComponent(id)}`), begin: () => goTo("/"), current: () => conversation });
startSplitter(byId("splitter"), byId("frame"));
addEventListener("popstate", follow);
follow();

// ---- which conversation is shown: the address says it

function goTo(address) {
  history.pushState(null, "", address);
  follow();
}

/** /?c=… a conversation, /?a=… one answer, /?q=… a question put into the box; else a new conversation. */
function follow() {
  const wanted = new URLSearchParams(location.search);
  running?.abort();
  conversation = null;
  panel.clear();
  if (wanted.get("c")) return recall(wanted.get("c"));
  if (wanted.get("a")) return recallAnswer(wanted.get("a"));
  welcome();
  const question = wanted.get("q");
  if (!question) return null;
  history.replaceState(null, "", "/");
  box.value = question.slice(0, 2000);
  grow();
  return box.focus();
}

async function recall(id) {
  try {
    const held = await fresh(`/conversations/${encodeURIComponent(id)}`);
    conversation = held.id;
    thread.replaceChildren(el("h1", { class: "sr-only", text: held.title }));
    for (const turn of held.turns) shown(turn);
    toTop(thread.lastElementChild);
  } catch (error) {
    gone(error, () => recall(id));
  }
}

/** One answer that somebody was sent: what is asked next begins a conversation of its own. */
async function recallAnswer(id) {
  try {
    const turn = await fresh(`/answers/${encodeURIComponent(id)}`);
    thread.replaceChildren(el("p", { class: "dim shared", t: "shared" }));
    const card = shown(turn);
    besides(turn.answer, card);
  } catch (error) {
    gone(error, () => recallAnswer(id));
  }
}

function gone(error, again) {
  const message = error.status === 404 ? { t: "gone" } : null;
  thread.replaceChildren(el("h1", { class: "sr-only", t: "welcome.title" }), message
    ? el("div", { class: "failure", role: "alert" }, el("p", message), el("button", { type: "button", class: "choice", t: "history.begin", on: { click: () => goTo("/") } }))
    : retryLine(error, again));
}

function shown({ question, answer, good, reason }) {
  const turn = turnOf(question);
  const place = el("div", { class: "answer" });
  turn.append(place);
  const card = renderAnswer(answer, doings(), { good, reason });
  place.append(card);
  return card;
}

// ---- the panel and the page at rest

function collection() {
  const root = el("div", { class: "collection" }, el("h2", { t: "collection" }), el("p", { class: "dim", t: "collection.hint" }));
  get("/reports?all_versions=false&limit=50").then(({ reports, next }) => {
    root.append(reportList(reports));
    if (next) root.append(el("a", { href: "/reports", t: "collection.all" }));
  }, (error) => root.append(el("p", { class: "dim", t: error.away ? "away" : "failed", args: { reason: error.message } })));
  return root;
}

function reportList(reports) {
  const items = reports.map((report) =>
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
      button.addEventListener("click", () => put({ question: button.textContent }));
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

// ---- asking: {question, query?, language?}

function turnOf(question) {
  const turn = el("article", { class: "turn" }, el("h2", { class: "asked" }, el("span", { class: "sr-only", t: "ask.you" }), el("span", { text: question })));
  thread.append(turn);
  return turn;
}

async function put(asked) {
  if (running || !asked.question.trim()) return;
  closePopover();
  thread.querySelector(".welcome")?.remove();
  await answerInto(turnOf(asked.question), asked);
}

async function answerInto(turn, asked) {
  const place = el("div", { class: "answer", "aria-busy": "true" });
  const stage = el("p", { class: "stage" });
  const growing = el("div", { class: "text growing" });
  place.append(stage, growing);
  turn.append(place);
  const mine = (running = new AbortController());
  busy(true);
  toTop(turn);
  const skeleton = setTimeout(() => place.classList.add("skeleton"), SKELETON_AFTER);
  let final = null;
  try {
    await ask(conversation ? { ...asked, conversation_id: conversation } : asked, (event, data) => {
      if (event === "step") stage.textContent = data.text || (known(`step.${data.name}`) ? t(`step.${data.name}`) : t("ask.thinking"));
      else if (event === "delta") growing.textContent += data.text;
      else if (event === "answer") final = data;
      if (event === "step") say(stage.textContent);
    }, mine.signal);
    if (final) finish(turn, place, final);
    else throw new Error(t("broken"));
  } catch (error) {
    const repeat = () => { place.remove(); answerInto(turn, asked); };
    if (error.name === "AbortError") place.replaceChildren(el("p", { class: "dim", t: "ask.stopped" }), el("button", { type: "button", class: "choice", t: "again", on: { click: repeat } }));
    else place.replaceChildren(retryLine(error, repeat));
  } finally {
    clearTimeout(skeleton);
    place.classList.remove("skeleton");
    place.removeAttribute("aria-busy");
    if (running === mine) {
      running = null;
      busy(false);
    }
  }
}

function finish(turn, place, answer) {
  if (!turn.isConnected) return; // another conversation was opened meanwhile
  conversation = answer.conversation_id;
  history.replaceState(null, "", `/?c=${encodeURIComponent(conversation)}`);
  const card = renderAnswer(answer, doings());
  place.replaceChildren(card);
  const heard = answer.text.replace(/\s*\[\d+\]/g, "");
  say(heard.length > HEARD ? `${heard.slice(0, HEARD)}…` : heard);
  toTop(turn);
  besides(answer, card);
}

const doings = () => ({
  cite: (citation, button, event) => panel.open(citation, button, { focus: event.detail === 0 }),
  fill,
  ask: (question) => put({ question }),
  edit: (query, name, language) => put({ question: name, query, language }),
});

/** Beside the page there is room for the source at once; over the page it would hide the answer; a pinned one stays. */
function besides(answer, card) {
  if (overPage() || panel.pinned) return;
  const first = card.querySelector(".text .cite");
  const cited = answer.citations.find((citation) => String(citation.n) === first?.dataset.n);
  if (cited) panel.open(cited, first, { quiet: true }); // the answer itself is being read out
  else panel.clear();
}

/** Put the question at the top: the answer grows below it and nothing moves when it ends. */
function toTop(turn) {
  if (turn) scroll.scrollTop += turn.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 24;
}

// ---- the question box

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
  put({ question: question.trim() });
});
stop.addEventListener("click", () => {
  running?.abort();
  box.focus({ preventScroll: true });
});
box.addEventListener("input", grow);
box.addEventListener("keydown", (event) => {
  // The Enter that ends a Chinese composition chooses a word; it must not send. 229: browsers that report it late.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  composer.requestSubmit();
});
if (!overPage()) box.focus();
