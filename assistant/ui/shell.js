// The rail every page shares: navigation, language, theme, type size.
import { el, icon } from "./dom.js";
import { lang, placeAll, remember, setLang } from "./i18n.js";

const ICONS = {
  ask: "M3 4h14v10H9l-4 3v-3H3z",
  history: "M3.500 6.500v-4M3.500 6.500h4M3.700 6.500a7 7 0 1 1-.700 4.500M10 6v4.500l3 2",
  reports: "M5 2.5h7l3.5 3.5v11.5h-10.5zM12 2.5v4h3.5M7.5 10h5.5M7.5 13.5h5.5",
  compare: "M3 3.500h5.500v13H3zM11.500 3.500H17v13h-5.500zM5 7h1.500M5 10h1.500M13.500 7H15M13.500 10H15",
  findings: "M10 3 18 16.500H2zM10 8v4M10 14.200v.1",
  uploads: "M10 13V3.500M6 7.500l4-4 4 4M3 13v4h14v-4",
  guide: "M10 5c-2-1.500-4.500-1.700-7-1.500v12c2.500-.200 5 0 7 1.500 2-1.500 4.500-1.700 7-1.500v-12c-2.500-.200-5 0-7 1.500zM10 5v12",
  api: "M7 5 2.5 10 7 15M13 5l4.500 5L13 15",
  lang: "M10 2.500a7.500 7.500 0 1 0 0 15a7.500 7.500 0 1 0 0-15M2.500 10h15M10 2.500c-5 4.500-5 10.500 0 15M10 2.500c5 4.500 5 10.500 0 15",
  theme: "M10 2.500a7.500 7.500 0 1 0 7.500 7.500a5.500 5.500 0 0 1-7.500-7.500",
  large: "M2.500 16 7 5l4.500 11M4 12.500h6M12.500 16l2.500-6 2.500 6M13.300 14h3.400",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
};

/** The pages of the rail in order: [name, address, other pages that belong to it]. */
const PAGES = [
  ["ask", "/", ["chat"]],
  ["reports", "/reports", ["report"]],
  ["compare", "/compare", []],
  ["findings", "/findings", []],
  ["uploads", "/uploads", []],
  ["guide", "/guide", []],
  ["api", "/docs", []],
];

/** Fill the rail and the words of the page. `here` is the page: "chat", "report" or a name of PAGES; `extra` are buttons of its own. */
export function startShell(here, { extra = [] } = {}) {
  const rail = document.getElementById("rail");
  const menu = el("button", { class: "quiet menu", type: "button", label: "nav.menu", "aria-expanded": "false", "aria-controls": "rail-items" }, icon(ICONS.menu));
  const open = (is) => {
    rail.classList.toggle("open", is);
    menu.setAttribute("aria-expanded", String(is));
  };
  menu.addEventListener("click", () => open(!rail.classList.contains("open")));
  rail.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !rail.classList.contains("open")) return;
    open(false);
    menu.focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) open(false);
  });
  const links = PAGES.map(([name, href, others]) => link(href, name, `nav.${name}`, name === here || others.includes(here)));
  links.splice(1, 0, ...extra);
  const tools = el(
    "div",
    { class: "tools" },
    railButton("lang", "set.lang", () => setLang(lang() === "zh" ? "en" : "zh")),
    railButton("theme", "set.theme", switchTheme),
    railButton("large", "set.large", switchLarge),
  );
  pressed(tools.lastChild);
  rail.append(
    el("a", { class: "brand", href: "/" }, el("img", { src: "/ui/icon.svg", alt: "", width: 28, height: 28 }), el("span", { t: "app" })),
    menu,
    el("div", { class: "items", id: "rail-items" }, el("nav", { label: "nav.label" }, ...links), tools),
  );
  placeAll();
}

function link(href, name, key, current) {
  return el("a", { href, class: "item", "aria-current": current ? "page" : null }, icon(ICONS[name]), el("span", { t: key }));
}

/** A button of the rail: its icon, its word and, under `key.label`, what it does. */
export function railButton(name, key, act) {
  return el("button", { type: "button", class: "item", label: `${key}.label`, on: { click: act } }, icon(ICONS[name]), el("span", { t: key }));
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
}

/** Large type and a plain layout (适老化): one column, larger targets, thicker lines. */
function switchLarge(event) {
  const root = document.documentElement;
  if (root.dataset.large) delete root.dataset.large;
  else root.dataset.large = "1";
  remember("large", root.dataset.large ?? "0");
  pressed(event.currentTarget);
}

const pressed = (button) => button.setAttribute("aria-pressed", String(Boolean(document.documentElement.dataset.large)));
