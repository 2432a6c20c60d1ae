// A list of choices inside a box: loaded when it opens, narrowed by words where it is long.
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { closePopover } from "./popover.js";

const PAUSE = 200; // ms without a key before the list is asked for again

/** Fill `box`; `options(word)` resolves to [{text, hint, current, change}], `choose(change)` takes the one chosen. */
export function optionList(box, { search, options, choose }) {
  const list = el("ul", { class: "options" });
  const status = el("p", { class: "dim pad-small", role: "status", t: "loading" });
  let asked = 0;
  const show = async (word) => {
    asked += 1;
    const mine = asked;
    try {
      const found = await options(word);
      if (mine !== asked) return;
      list.replaceChildren(...found.map((option) => el("li", {}, optionButton(option, choose))));
      status.hidden = found.length > 0;
      status.textContent = t("options.none");
      if (!search && document.activeElement?.closest(".popover") !== box) list.querySelector("button")?.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
    } catch (error) {
      status.hidden = false;
      status.textContent = error.away ? t("away") : t("failed", { reason: error.message });
    }
  };
  if (search) box.append(wordBox(show));
  box.append(status, list);
  show("");
}

function wordBox(show) {
  const input = el("input", { type: "search", class: "option-search", label: "options.search", "data-t-placeholder": "options.search", placeholder: t("options.search") });
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(input.value.trim()), PAUSE);
  });
  return input;
}

function optionButton(option, choose) {
  const button = el("button", { type: "button", class: "option", "aria-current": option.current ? "true" : null },
    el("span", { text: option.text }), option.hint ? el("span", { class: "dim", text: option.hint }) : null);
  button.addEventListener("click", () => {
    closePopover({ back: true });
    if (!option.current) choose(option.change);
  });
  return button;
}
