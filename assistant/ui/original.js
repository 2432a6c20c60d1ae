// The original of a report: its lines, a page of it as a picture with the cited box, or its harmless page in a frame.
import { get } from "./api.js";
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { renderText } from "./text.js";

/** The fragment of an HTML original that a source names; "" where it names none. */
export function fragmentOf(source) {
  if (source.grid !== undefined && source.cell) return `g${source.grid}-${source.cell[0]}-${source.cell[1]}`;
  return source.block === undefined ? "" : `b${source.block}`;
}

/**
 * Return {root, reveal(source, quote)} for the original of a report; `reveal` marks the place and brings it into sight.
 * `path` is that of the report in the API, "/reports/<id>".
 */
export async function openOriginal(path) {
  const original = await get(`${path}/original`);
  if (original.kind === "lines") {
    const lines = renderText(await get(`${path}/text`));
    return { root: lines.root, reveal: (source, quote) => lines.reveal(source.line, quote) };
  }
  return original.kind === "pages" ? pages(path, original) : framed(path, original);
}

function keepLink(path) {
  return el("a", { class: "keep", href: `/api/v1${path}/original/file`, download: "", t: "original.keep" });
}

function framed(path, original) {
  const address = `/api/v1${path}/original/html`;
  const frame = el("iframe", { class: "original-frame", src: address, sandbox: "allow-same-origin", title: `${t("tab.text")} ${original.file}` });
  const root = el("div", { class: "original" }, el("p", { class: "original-bar" }, keepLink(path)), frame);
  return {
    root,
    reveal(source) {
      const fragment = fragmentOf(source);
      if (fragment) frame.src = `${address}#${fragment}`;
      return frame;
    },
  };
}

function pages(path, original) {
  const last = Math.max(original.pages, 1);
  let shown = 0;
  let mark = null;
  const picture = el("img", { class: "page-picture", alt: "" });
  const box = el("span", { class: "page-box", hidden: true });
  const sheet = el("div", { class: "page-sheet" }, picture, box);
  const view = el("div", { class: "page-scroll", tabindex: 0 }, sheet);
  const where = el("span", { class: "dim" });
  const turn = (step) => () => show(shown + step);
  const back = el("button", { type: "button", class: "quiet", label: "original.back", text: "‹", on: { click: turn(-1) } });
  const next = el("button", { type: "button", class: "quiet", label: "original.next", text: "›", on: { click: turn(1) } });
  const root = el("div", { class: "original" }, el("p", { class: "original-bar" }, back, where, next, keepLink(path)), view);
  picture.addEventListener("load", () => bring(view, box));
  picture.addEventListener("error", () => where.replaceChildren(t("original.gone")));

  function show(page) {
    shown = Math.min(Math.max(page, 1), last);
    back.disabled = shown === 1;
    next.disabled = shown === last;
    where.textContent = t("original.page", { n: shown, of: last });
    picture.alt = t("original.page", { n: shown, of: last });
    const address = `/api/v1${path}/original/pages/${shown}`;
    if (picture.getAttribute("src") !== address) picture.src = address;
    place(box, mark?.page === shown ? mark.box : null);
    if (picture.complete) bring(view, box);
  }

  show(1);
  return {
    root,
    reveal(source) {
      mark = { page: source.page ?? 1, box: source.box ?? null };
      show(mark.page);
      return view;
    },
  };
}

/** Lay a box of shares of the page over the picture; the box is drawn a little wider than the cell. */
function place(node, box) {
  node.hidden = !box;
  if (!box) return;
  const [left, top, right, bottom] = box;
  const percent = (share) => `${Math.max(0, Math.min(1, share)) * 100}%`;
  node.style.left = percent(left);
  node.style.top = percent(top);
  node.style.width = percent(right - left);
  node.style.height = percent(bottom - top);
}

function bring(view, box) {
  if (box.hidden) return;
  const [frame, spot] = [view.getBoundingClientRect(), box.getBoundingClientRect()];
  view.scrollTop += spot.top - frame.top - (frame.height - spot.height) / 2;
  view.scrollLeft += spot.left - frame.left - (frame.width - spot.width) / 2;
}
