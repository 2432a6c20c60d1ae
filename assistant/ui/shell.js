// The rail every page shares: navigation, language, theme, type size.
import { el, icon } from "./dom.js";
import { lang, placeAll, remember, setLang } from "./i18n.js";

const ICONS = {
  ask: "M3 4h14v10H9l-4 3v-3H3z",
  reports: "M5 2.5h7l3.5 3.5v11.5h-10.5zM12 2.5v4h3.5M7.5 10h5.5M7.5 13.5h5.5",
  api: "M7 5 2.5 10 7 15M13 5l4.500 5L13 15",
  lang: "M10 2.500a7.500 7.500 0 1 0 0 15a7.500 7.500 0 1 0 0-15M2.500 10h15M10 2.500c-5 4.500-5 10.500 0 15M10 2.500c5 4.500 5 10.500 0 15",
  theme: "M10 2.500a7.500 7.500 0 1 0 7.500 7.500a5.500 5.500 0 0 1-7.500-7.500",
  large: "M2.500 16 7 5l4.500 11M4 12.500h6M12.500 16l2.500-6 2.500 6M13.300 14h3.400",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
};

/** Fill the rail and the words of the page. `here` is the page: "chat", "reports" or "report". */
export function startShell(here) {
  const rail = document.getElementById("rail");
  const menu = el("button", { class: "quiet menu", type: "button", label: "nav.menu", "aria-expanded": "false", "aria-controls": "rail-items" }, icon(ICONS.menu));
  menu.addEventListener("click", () => {
    const open = rail.classList.toggle("open");
    menu.setAttribute("aria-expanded", String(open));
  });
  const links = el(
    "nav",
    { label: "nav.label" },
    link("/", "ask", "nav.ask", here === "chat"),
    link("/reports", "reports", "nav.reports", here === "reports" || here === "report"),
    link("/docs", "api", "nav.api", false),
  );
  const tools = el(
    "div",
    { class: "tools" },
    tool("lang", "set.lang", () => setLang(lang() === "zh" ? "en" : "zh")),
    tool("theme", "set.theme", switchTheme),
    tool("large", "set.large", switchLarge),
  );
  rail.append(
    el("a", { class: "brand", href: "/" }, el("img", { src: "/ui/icon.svg", alt: "", width: 28, height: 28 }), el("span", { t: "app" })),
    menu,
    el("div", { class: "items", id: "rail-items" }, links, tools),
  );
  placeAll();
}

function link(href, name, key, current) {
  return el("a", { href, class: "item", "aria-current": current ? "page" : null }, icon(ICONS[name]), el("span", { t: key }));
}

function tool(name, key, act) {
  return el("button", { type: "button", class: "item", label: `${key}.label`, on: { click: act } }, icon(ICONS[name]), el("span", { t: key }));
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
}

function switchLarge() {
  const root = document.documentElement;
  if (root.dataset.large) delete root.dataset.large;
  else root.dataset.large = "1";
  remember("large", root.dataset.large ?? "0");
}
