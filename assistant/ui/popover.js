// A small box of choices under a button: one at a time, closed by Escape, by a click beside it and by moving on.
import { el } from "./dom.js";

let open = null;

/** Close what is open; `back` gives the focus to its button. */
export function closePopover({ back = false } = {}) {
  if (!open) return;
  const { button, box, extra } = open;
  open = null;
  box.remove();
  button.setAttribute("aria-expanded", "false");
  extra?.abort();
  if (back) button.focus({ preventScroll: true });
}

/** Open or close a box under a button of the page. `fill(box)` puts its content in; `label` is a message key. */
export function togglePopover(button, label, fill) {
  const again = open?.button === button;
  closePopover();
  if (again) return;
  const box = el("div", { class: "popover", role: "dialog", label });
  button.after(box);
  button.setAttribute("aria-expanded", "true");
  const extra = new AbortController();
  open = { button, box, extra };
  const options = { signal: extra.signal };
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target) && !button.contains(event.target)) closePopover();
  }, options);
  box.addEventListener("keydown", keys, options);
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget) && event.relatedTarget !== button) closePopover();
  }, options);
  fill(box);
  place(box);
  (box.querySelector("input, textarea") ?? box.querySelector("[aria-current], button, a"))?.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
}

function keys(event) {
  const box = event.currentTarget;
  if (event.key === "Escape") {
    event.stopPropagation();
    closePopover({ back: true });
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.isComposing || event.target.matches("textarea")) return;
  event.preventDefault();
  const all = [...box.querySelectorAll("input, button, a")];
  all[Math.min(Math.max(all.indexOf(document.activeElement) + step, 0), all.length - 1)].focus();
}

/** Keep the box inside the column it stands in. */
function place(box) {
  const room = (box.closest(".talk, .history") ?? document.body).getBoundingClientRect();
  const [spot, from] = [box.getBoundingClientRect(), box.parentElement.getBoundingClientRect()];
  const left = Math.max(room.left + 8, Math.min(spot.left, room.right - spot.width - 16));
  box.style.left = `${left - from.left}px`;
}

/** A button that opens a box; it and the box share a place of their own. */
export function popoverButton(props, label, fill, ...children) {
  const button = el("button", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", ...props }, ...children);
  button.addEventListener("click", () => togglePopover(button, label, fill));
  return el("span", { class: "pop-place" }, button);
}
