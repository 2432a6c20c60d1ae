// The source panel: the table with its cell, the text with its line, the report; beside the answer or, on a phone, over it.
import { get } from "./api.js";
import { both, el, icon, say } from "./dom.js";
import { renderGrid } from "./grid.js";
import { known, lang, t } from "./i18n.js";
import { openOriginal } from "./original.js";

const TABS = ["table", "text", "about"];

const PIN = "M7 3h6l-1 5 3 3H5l3-3zM10 11v6";
const SWIPE = 80; // px down that close the sheet

/** Whether the panel lies over the page instead of beside it. */
export const overPage = () => matchMedia("(max-width: 67.99rem)").matches || Boolean(document.documentElement.dataset.large);

/** Return the cell id that the fragment of a report address names; "" where it names a line or nothing. */
export function cellOf(href) {
  const fragment = decodeURIComponent(href.split("#")[1] ?? "");
  return /^(?:line-|page-|b)\d+$/.test(fragment) ? "" : fragment;
}

/** A citation's place in words: table, row, column or section, and where in the file. */
export function placeOf(citation) {
  const row = citation.row.at(-1);
  const column = citation.column.at(-1);
  const what = row && column ? `${row} ${t("times")} ${column}` : (row ?? column ?? citation.section);
  return [citation.issuer, t("year", { n: citation.year }), what, lineOf(citation)].filter(Boolean).join(" · ");
}

function lineOf({ source }) {
  if (source.line) return t("line", { n: source.line });
  return source.page ? t("page", { n: source.page }) : "";
}

/** The panel over an `aside`; `rest` builds what it shows while no source is open. */
export class SourcePanel {
  constructor(aside, rest) {
    this.aside = aside;
    this.rest = rest;
    this.opener = null;
    this.pinned = false;
    aside.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    this.showRest();
  }

  showRest() {
    this.aside.replaceChildren(this.rest());
    this.aside.classList.remove("open");
    this.aside.removeAttribute("role");
    this.aside.removeAttribute("aria-modal");
    this.pinned = false;
    this.behind(false);
  }

  /** While the panel lies over the page, nothing behind it can be reached. */
  behind(inert) {
    for (const node of this.aside.parentElement?.querySelectorAll(":scope > main, :scope > header") ?? []) node.inert = inert;
  }

  close() {
    const { opener } = this;
    this.opener?.removeAttribute("aria-current");
    this.opener = null;
    this.current = null;
    this.showRest();
    opener?.focus({ preventScroll: true });
  }

  /** Show what is there when no source is: also beside an answer that cites nothing. */
  clear() {
    this.opener = null;
    this.current = null;
    this.showRest();
  }

  /** Show a citation. `opener` gets the focus back; `focus` moves it into the panel (keyboard, phone); `quiet` says nothing. */
  async open(citation, opener, { focus = false, quiet = false } = {}) {
    this.opener?.removeAttribute("aria-current");
    this.opener = opener;
    this.current = citation;
    opener?.setAttribute("aria-current", "true");
    this.build(citation);
    this.aside.classList.add("open");
    if (overPage()) {
      this.aside.setAttribute("role", "dialog");
      this.aside.setAttribute("aria-modal", "true");
      this.behind(true);
      this.aside.querySelector(".close").focus();
    }
    if (!quiet) say(t("cite", { n: citation.n, place: placeOf(citation) }));
    const shownNode = await this.select(citation.table ? "table" : "text");
    if (focus && !overPage() && this.current === citation) shownNode?.focus({ preventScroll: true });
  }

  build(citation) {
    this.body = el("div", { class: "tab-body", role: "tabpanel", id: "tab-body", tabindex: -1 });
    this.tabs = TABS.map((name) =>
      el("button", { type: "button", role: "tab", id: `tab-${name}`, t: `tab.${name}`, "aria-controls": "tab-body", data: { tab: name },
        on: { click: () => this.select(name), keydown: (event) => this.moveTab(event, name) } }));
    const printed = citation.printed === "" ? t("blank") : citation.printed;
    this.aside.replaceChildren(...[
      this.handle(),
      el("header", {},
        el("h2", { lang: "zh-CN" }, el("span", { class: "n", text: citation.n }), el("span", { text: `${citation.issuer} ${t("year", { n: citation.year })}` })),
        this.pin(),
        el("button", { type: "button", class: "quiet close", label: "panel.close", text: "✕", on: { click: () => this.close() } })),
      el("p", { class: "where", lang: "zh-CN" },
        el("span", { text: [citation.section, ...citation.row.slice(-1), ...citation.column.slice(-1)].filter(Boolean).join(" › ") }),
        printed === null ? null : el("strong", { text: printed, class: citation.printed === "" ? "blank" : "" }),
        el("span", { class: "dim", text: lineOf(citation) })),
      citation.source.sample ? el("p", { class: "sample", t: "sample" }) : null,
      el("div", { role: "tablist", class: "tabs", label: "panel.label" }, ...this.tabs,
        el("a", { class: "open-page", href: citation.href, target: "_blank", rel: "noopener", t: "panel.open" })),
      this.body,
    ].filter(Boolean));
  }

  pin() {
    const button = el("button", { type: "button", class: "quiet pin", label: "panel.pin", "aria-pressed": String(this.pinned) }, icon(PIN));
    button.addEventListener("click", () => {
      this.pinned = !this.pinned;
      button.setAttribute("aria-pressed", String(this.pinned));
    });
    return button;
  }

  /** The grip of the sheet on a phone: drawn down it closes; the button beside it does the same for everybody. */
  handle() {
    const grip = el("div", { class: "handle", "aria-hidden": "true" });
    grip.addEventListener("pointerdown", (event) => {
      grip.setPointerCapture(event.pointerId);
      const down = (moved) => Math.max(0, moved.clientY - event.clientY);
      grip.onpointermove = (moved) => { this.aside.style.transform = `translateY(${down(moved)}px)`; };
      grip.onpointerup = grip.onpointercancel = (moved) => {
        grip.onpointermove = null;
        this.aside.style.transform = "";
        if (down(moved) > SWIPE) this.close();
      };
    });
    return grip;
  }

  moveTab(event, name) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(TABS.indexOf(name) + step + TABS.length) % TABS.length];
    this.select(next);
    this.aside.querySelector(`#tab-${next}`).focus();
  }

  async select(name) {
    const { current, body } = this;
    for (const tab of this.tabs) {
      const chosen = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    body.setAttribute("aria-labelledby", `tab-${name}`);
    const waiting = setTimeout(() => body.replaceChildren(el("p", { class: "pad dim", t: "loading" })), 300);
    try {
      const show = { table: showTable, text: showText, about: showAbout }[name];
      return await show(current, body, () => this.current === current && body.getAttribute("aria-labelledby") === `tab-${name}`, () => clearTimeout(waiting));
    } catch (error) {
      const reason = error.away ? t("away") : error.message;
      body.replaceChildren(el("p", { class: "pad", t: "failed", args: { reason } }));
      return null;
    } finally {
      clearTimeout(waiting);
    }
  }
}

const path = (citation) => `/reports/${encodeURIComponent(citation.report)}`;

async function showTable(citation, body, still, ready) {
  if (!citation.table) {
    body.replaceChildren(el("p", { class: "pad dim", t: "tab.none" }));
    return null;
  }
  const table = await get(`${path(citation)}/tables/${citation.table}`);
  ready();
  if (!still()) return null;
  const { nodes, reveal } = tableBlock(table);
  body.replaceChildren(...nodes);
  return reveal(cellOf(citation.href));
}

/** Return the nodes of a table (or why there is none) and `reveal(cellId)`; `open` shows its findings at once. */
export function tableBlock(table, { open = false } = {}) {
  if (table.status !== "ok") {
    const key = table.status === "absent" ? "table.absent" : "table.not_extracted";
    const told = (language) => t(key, { reason: language === "en" ? table.reason_en : table.reason }, language);
    return { nodes: [both("p", told("zh"), told("en"), { class: "pad dim" })], reveal: () => null };
  }
  const note = el("p", { class: "cell-note" }, el("span", { class: "dim", t: "grid.help" }));
  const say = (sentence, flags) => note.replaceChildren(el("span", { text: sentence, lang: "zh-CN" }), ...flags.map((text) => el("span", { class: "flag", text })));
  const grid = renderGrid(table, { note: say });
  const findings = table.findings.map((finding) => both("li", finding.message_zh, finding.message_en));
  const strip = findings.length ? el("details", { class: "caution", open }, el("summary", {}, el("strong", { t: "caution" }), " ", el("span", { t: "findings.n", args: { n: findings.length } })), el("ul", {}, ...findings)) : null;
  return { nodes: [strip, grid.root, note].filter(Boolean), reveal: grid.reveal };
}

async function showText(citation, body, still, ready) {
  const original = await openOriginal(path(citation));
  ready();
  if (!still()) return null;
  body.replaceChildren(original.root);
  original.reveal(citation.source, citation.quote);
  return original.root;
}

async function showAbout(citation, body, still, ready) {
  const report = await get(path(citation));
  ready();
  if (!still()) return null;
  const about = aboutReport(report);
  body.replaceChildren(about);
  return about;
}

/** Return the facts about a report as a list of terms; without the title where the page is headed by it. */
export function aboutReport(report, { title = true } = {}) {
  const forms = [...new Set(Object.values(report.tables).map((table) => table.form).filter(Boolean))];
  const rows = [
    ["about.title", title ? report.title : ""],
    ["about.issuer", report.issuer],
    ["about.year", t("year", { n: report.year })],
    ["about.region", report.region.replaceAll("/", " › ")],
    ["about.form", forms.map((form) => (known(`form.${form}`) ? t(`form.${form}`) : form)).join(lang() === "zh" ? "；" : "; ")],
    ["about.findings", report.findings ? t("findings.n", { n: report.findings }) : t("findings.none")],
    ["about.file", report.file],
    ["about.published", report.published],
    ["about.notes", (report.notes ?? []).join("；")],
  ].filter(([, value]) => value);
  const list = el("dl", { class: "about" });
  for (const [key, value] of rows) list.append(el("dt", { t: key }), el("dd", { text: value }));
  if (report.url) list.append(el("dt", { t: "panel.published" }), el("dd", {}, safeLink(report.url)));
  return list;
}

/** A link only for web addresses: a report could name anything. */
export function safeLink(url) {
  return /^https?:\/\//i.test(url) ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank", text: url }) : el("span", { text: url });
}
