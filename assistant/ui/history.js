// The conversations of before: a drawer beside the rail with search, rename and delete.
import { fresh, send } from "./api.js";
import { el, icon, say } from "./dom.js";
import { lang, t } from "./i18n.js";

const PAUSE = 200; // ms without a key before a search
const PAGE = 50;
const PEN = "M3 17l1-4L14 3l3 3L7 16zM12 5l3 3";
const BIN = "M4 6h12M8 6V3.500h4V6M5.500 6l.800 11h7.400L14.500 6M8.500 9v5M11.500 9v5";

/** The drawer over an `aside`. `on` holds open(id), begin() and current(): the id of the conversation on the page. */
export class HistoryDrawer {
  constructor(aside, on) {
    this.aside = aside;
    this.on = on;
    this.list = el("ul", { class: "talks" });
    this.status = el("p", { class: "dim pad-small", role: "status" });
    this.more = el("button", { type: "button", class: "choice more", t: "history.more", hidden: true, on: { click: () => this.load(true) } });
    this.search = el("input", { type: "search", class: "option-search", label: "history.search", "data-t-placeholder": "history.search", placeholder: t("history.search") });
    let timer = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.load(), PAUSE);
    });
    aside.append(
      el("header", {}, el("h2", { t: "history" }), el("button", { type: "button", class: "quiet close", label: "panel.close", text: "✕", on: { click: () => this.show(false) } })),
      el("button", { type: "button", class: "choice begin", t: "history.begin", on: { click: () => { this.hide(); on.begin(); } } }),
      this.search, this.status, this.list, this.more);
    document.addEventListener("pointerdown", (event) => {
      if (this.shown && !aside.contains(event.target) && !this.opener?.contains(event.target)) this.hide();
    });
    aside.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.show(false);
    });
  }

  get shown() {
    return !this.aside.hidden;
  }

  /** Show or hide it; `opener` gets the focus back. */
  show(is, opener = null) {
    if (!is) {
      this.hide();
      this.opener?.focus({ preventScroll: true });
      return;
    }
    this.opener = opener;
    this.aside.hidden = false;
    opener?.setAttribute("aria-expanded", "true");
    this.load();
    this.search.focus({ preventScroll: true });
  }

  /** Out of the way, the focus left where it is: after a choice, or a click beside it. */
  hide() {
    this.aside.hidden = true;
    this.opener?.setAttribute("aria-expanded", "false");
  }

  async load(further = false) {
    const words = this.search.value.trim();
    const mine = (this.asked = {});
    const cursor = further && this.next ? `&cursor=${encodeURIComponent(this.next)}` : "";
    try {
      const { conversations, next } = await fresh(`/conversations?limit=${PAGE}&q=${encodeURIComponent(words)}${cursor}`);
      if (this.asked !== mine) return;
      this.next = next;
      const items = conversations.map((heading) => this.item(heading));
      if (further) this.list.append(...items);
      else this.list.replaceChildren(...items);
      this.more.hidden = !next;
      this.tell(this.list.children.length ? "" : t(words ? "history.nothing" : "history.empty"));
    } catch (error) {
      this.tell(error.away ? t("away") : error.message);
    }
  }

  tell(text) {
    this.status.textContent = text;
    this.status.hidden = !text;
  }

  item(heading) {
    const here = heading.id === this.on.current();
    const open = el("button", { type: "button", class: "talk-open", "aria-current": here ? "true" : null, on: { click: () => { this.hide(); this.on.open(heading.id); } } },
      el("span", { class: "talk-title", text: heading.title }),
      el("span", { class: "dim", text: `${day(heading.updated)} · ${t("history.count", { n: heading.questions })}` }));
    const item = el("li", {}, open,
      el("button", { type: "button", class: "quiet", label: "history.rename", on: { click: () => this.rename(item, heading) } }, icon(PEN)),
      el("button", { type: "button", class: "quiet", label: "history.delete", on: { click: () => this.ask(item, heading) } }, icon(BIN)));
    return item;
  }

  /** An item as it was before it was renamed or asked about, the focus on it. */
  back(item, heading) {
    const whole = this.item(heading);
    item.replaceWith(whole);
    whole.querySelector(".talk-open").focus();
  }

  rename(item, heading) {
    const input = el("input", { class: "option-search", maxlength: 80, value: heading.title, label: "history.title" });
    const form = el("form", { class: "talk-form" }, input, el("button", { class: "primary small", t: "history.save" }));
    const back = () => this.back(item, heading);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const title = input.value.trim();
      if (!title) return;
      await this.change(() => send("PATCH", `/conversations/${encodeURIComponent(heading.id)}`, { title }), () => { heading.title = title; back(); say(t("history.renamed")); });
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      back();
    });
    item.replaceChildren(form);
    input.focus();
    input.select();
  }

  /** Deleting cannot be taken back, so it is asked once more, in place. */
  ask(item, heading) {
    const yes = el("button", { type: "button", class: "choice danger", t: "history.delete.yes" });
    const no = el("button", { type: "button", class: "choice", t: "history.delete.no", on: { click: () => this.back(item, heading) } });
    yes.addEventListener("click", () => this.change(() => send("DELETE", `/conversations/${encodeURIComponent(heading.id)}`), () => {
      const next = (item.nextElementSibling ?? item.previousElementSibling)?.querySelector(".talk-open") ?? this.search;
      item.remove();
      next.focus();
      say(t("history.deleted"));
      if (heading.id === this.on.current()) this.on.begin();
      if (!this.list.children.length) this.load();
    }));
    item.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.back(item, heading);
    });
    item.replaceChildren(el("div", { class: "talk-form", role: "alert" }, el("p", { t: "history.delete.ask", args: { title: heading.title } }), yes, no));
    no.focus();
  }

  async change(act, then) {
    try {
      await act();
      then();
    } catch (error) {
      this.tell(error.away ? t("away") : error.message);
    }
  }
}

/** A date of the API in the words of the page, in this reader's own time. */
export function day(iso) {
  const date = new Date(iso);
  return date.toLocaleDateString(lang() === "zh" ? "zh-CN" : "en", { year: "numeric", month: "short", day: "numeric" });
}
