// What was read of one table beside its original, and the decision of a person: accept, reject, correct.
import { fresh, send } from "./calls.js";
import { both, el, say } from "./dom.js";
import { renderGrid } from "./grid.js";
import "./i18n-pages.js";
import { remember, t } from "./i18n.js";
import { askAbout, failed, tell } from "./listing.js";
import { openOriginal } from "./original.js";
import { startShell } from "./shell.js";

startShell("check");
const main = document.getElementById("main");
const [, , report, , name] = location.pathname.split("/").map(decodeURIComponent);
const path = `/reports/${encodeURIComponent(report)}`;
const KINDS = ["accept", "reject", "correct"];
let original = null;
let heard = ""; // what the cell chosen last says: row, column, value

load().catch((error) => (error.status === 404 ? missing() : failed(main, "check.title", error)));

function missing() {
  main.replaceChildren(el("h1", { t: "check.title" }), el("p", { role: "alert", t: "report.missing" }), el("p", {}, el("a", { href: "/reports", t: "report.back" })));
}

async function load() {
  const [about, table, { decisions }] = await Promise.all([
    fresh(path), fresh(`${path}/tables/${encodeURIComponent(name)}`), fresh(`/decisions?report=${encodeURIComponent(report)}`)]);
  original ??= await openOriginal(path).catch((error) => ({ root: el("p", { class: "dim", text: error.away ? t("away") : error.message }), reveal: () => null }));
  const mine = decisions.filter((decision) => decision.table === name);
  main.classList.add("full");
  main.replaceChildren(
    el("p", { class: "crumbs" }, el("a", { href: `/reports/${encodeURIComponent(report)}`, text: `${about.issuer} ${about.year}`, lang: "zh-CN" })),
    el("h1", {}, el("span", { t: "check.title" }), " ", el("span", { class: "dim", text: table.title, lang: "zh-CN" })),
    about.sample ? el("p", { class: "sample", t: "sample" }) : "",
    state(table, about),
    el("div", { class: "sides" }, reading(table), el("section", { class: "side" }, el("h2", { t: "check.original" }), original.root)),
    decisionForm(table),
    history(mine));
  original.reveal(plain(Object.values(table.places)[0] ?? { line: table.line, page: table.page }));
}

/** A source as `reveal` takes it: what is null is left out. */
const plain = (source) => Object.fromEntries(Object.entries(source).filter(([, value]) => value !== null));

function state(table, about) {
  const status = el("span", { class: `status ${table.status}`, t: `status.${table.status}` });
  const lines = [el("p", {}, el("strong", {}, status), " ", table.status === "absent" ? null : el("span", { class: "dim", t: "check.confidence", args: { n: Math.round(table.confidence * 100) } }))];
  if (table.reason) lines.push(both("p", table.reason, table.reason_en));
  if (table.status === "ok" && table.decision) lines.push(el("p", {}, el("a", { class: "go ask", href: askAbout(about), t: "uploads.ask" })));
  return el("div", { class: table.status === "ok" && !table.decision ? "note" : "caution", id: "state", tabindex: -1 }, ...lines);
}

function reading(table) {
  const rows = table.rows.length ? table.rows : table.proposed;
  const note = el("p", { class: "cell-note" }, el("span", { class: "dim", t: "check.grid" }));
  if (rows.length) {
    const grid = renderGrid({ ...table, rows, findings: table.findings }, {
      note: (sentence, flags) => {
        heard = sentence;
        note.replaceChildren(el("span", { text: sentence }), ...flags.map((text) => el("span", { class: "flag", text })));
      },
    });
    grid.root.addEventListener("focusin", (event) => {
      const cell = event.target.closest("td.value")?.id;
      if (!cell) return;
      const box = document.getElementById("decision-cell");
      if (box) {
        box.value = cell;
        document.getElementById("decision-place").textContent = heard;
      }
      if (table.places[cell]) original.reveal(plain(table.places[cell]));
    });
    return el("section", { class: "side" }, el("h2", { t: table.rows.length ? "check.read" : "check.proposed" }), grid.root, note);
  }
  const lines = table.candidate.map((row) => el("tr", {}, ...row.map((text) => el("td", { text }))));
  const raw = lines.length ? el("div", { class: "raw", tabindex: 0, role: "group", label: "check.candidate" }, el("table", { class: "candidate", lang: "zh-CN" }, el("caption", { class: "sr-only", t: "check.candidate" }), el("tbody", {}, ...lines))) : el("p", { class: "dim", t: "check.nothing" });
  return el("section", { class: "side" }, el("h2", { t: "check.candidate" }), raw);
}

function decisionForm(table) {
  const possible = KINDS.filter((kind) => kind !== "accept" || (table.proposed.length && table.decision?.kind !== "accept"))
    .filter((kind) => kind !== "correct" || table.rows.length || table.proposed.length);
  if (table.decision) possible.push("withdraw");
  const cells = (table.rows.length ? table.rows : table.proposed).flat().filter((cell) => cell.cell).map((cell) => cell.cell);
  const problem = el("p", { role: "alert", class: "warn", hidden: true });
  const list = el("datalist", { id: "cells" }, ...cells.map((cell) => el("option", { value: cell })));
  const cell = field("decision-cell", "decision.cell", { list: "cells", autocomplete: "off", maxlength: 60 });
  const value = field("decision-value", "decision.value", { maxlength: 40, autocomplete: "off" });
  const place = el("p", { class: "dim", id: "decision-place", lang: "zh-CN" });
  cell.input.addEventListener("input", () => place.replaceChildren());
  const correction = el("div", { class: "pair", hidden: true }, cell.root, value.root, list, place);
  const who = field("decision-name", "decision.name", { required: true, maxlength: 40, autocomplete: "name", value: saved() });
  const note = field("decision-note", "decision.note", { maxlength: 300, autocomplete: "off" });
  const button = el("button", { type: "submit", class: "primary", id: "decide", t: "decision.send" });
  const form = el("form", { class: "decide", id: "decision" }, el("h2", { t: "decision.head" }), el("p", { class: "dim", t: "decision.text" }),
    el("fieldset", {}, el("legend", { t: "decision.what" }), ...possible.map((kind) => el("label", { class: "radio" }, el("input", { type: "radio", name: "kind", value: kind, required: true }), el("span", {}, el("strong", { t: `decide.${kind}` }), " ", el("span", { class: "dim", t: `decide.${kind}.text` }))))),
    correction, el("div", { class: "pair" }, who.root, note.root), problem, button);
  form.addEventListener("change", () => {
    const kind = new FormData(form).get("kind");
    correction.hidden = kind !== "correct";
    cell.input.required = kind === "correct";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    button.disabled = true;
    const kind = new FormData(form).get("kind");
    const body = { report, table: name, reading: table.reading, kind, name: who.input.value, note: note.input.value };
    if (kind === "correct") Object.assign(body, { cell: cell.input.value, value: value.input.value });
    try {
      await send("/decisions", body);
      remember("decider", who.input.value.trim());
      await load();
      say(t("decision.kept"));
      document.getElementById("state").focus(); // the button pressed is no more
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.away ? t("away") : error.message;
      button.disabled = false;
    }
  });
  return form;
}

function field(id, key, attributes) {
  const input = el("input", { type: "text", id, ...attributes });
  return { input, root: el("label", { class: "field", for: id }, el("span", { t: key }), input) };
}

function saved() {
  try {
    return localStorage.getItem("nianbao.decider") ?? "";
  } catch {
    return "";
  }
}

function history(decisions) {
  if (!decisions.length) return "";
  const items = decisions.map((decision) => {
    const words = el("span");
    tell(words, `decision.${decision.kind}`, { name: decision.name, date: decision.created.slice(0, 10), cell: decision.cell ?? "", value: decision.value || t("blank"), note: decision.note ? `（${decision.note}）` : "" });
    return el("li", { class: decision.stands ? "" : "dim" }, words, " ", el("span", { class: "tag", t: decision.stands ? "decision.stands" : "decision.past" }));
  });
  return el("section", { id: "history" }, el("h2", { t: "decision.history" }), el("ul", { class: "plain" }, ...items));
}

