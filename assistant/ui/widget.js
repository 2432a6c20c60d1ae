/* One tag puts the questions and answers of Nianbao on a page:
 *   <script src="https://nianbao.example.gov.cn/ui/widget.js" data-lang="zh" async></script>
 * data-label names the button, data-side="left" puts it at the left, data-theme="light" or "dark" fixes its colours.
 * The page's site must stand in NIANBAO_EMBED_ORIGINS. */
(() => {
  "use strict";
  const script = document.currentScript;
  const { lang, label, side } = script.dataset;
  const theme = ["light", "dark"].find((name) => name === script.dataset.theme);
  const chinese = (lang || document.documentElement.lang || "zh").startsWith("zh");
  const address = new URL("/embed?bar=0", script.src);
  address.searchParams.set("lang", chinese ? "zh" : "en");
  if (theme) address.searchParams.set("theme", theme);
  const words = chinese
    ? { title: "年报问答", close: "关闭", full: "在新窗口打开完整页面", opening: "正在打开…", away: "暂时打不开。请稍后再试，或在新窗口打开。" }
    : { title: "Ask the reports", close: "Close", full: "Open the full page in a new window", opening: "Opening…", away: "It cannot be opened now. Try again in a moment, or open it in a new window." };
  const title = label || words.title;
  const PATIENCE = 8000; // milliseconds until a frame that says nothing counts as away

  const LIGHT = "--ink: #1b2430; --dim: #566170; --line: #c5ccd6; --action: #1a56a6; --press: #14458a; --on: #fff; --paper: #fff; --soft: #eef2f7;";
  const DARK = "--ink: #e4e9f0; --dim: #a0abba; --line: #465160; --action: #8db8f0; --press: #a9c9f4; --on: #10202f; --paper: #1b2129; --soft: #2a3340;";
  // In a tree of its own: styles of the page do not reach in, and those here do not reach out.
  const STYLE = `
    :host { all: initial; ${theme === "dark" ? DARK : LIGHT} }
    ${theme ? "" : `@media (prefers-color-scheme: dark) { :host { ${DARK} } }`}
    * { box-sizing: border-box; font: 600 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    [hidden] { display: none !important; }
    .launch, .panel { position: fixed; z-index: 2147483000; ${side === "left" ? "left" : "right"}: max(24px, env(safe-area-inset-right)); }
    .launch { bottom: max(24px, env(safe-area-inset-bottom)); display: flex; align-items: center; gap: 8px; min-height: 48px; max-width: calc(100vw - 48px);
      padding: 10px 20px 10px 16px; border: 1px solid transparent; border-radius: 24px; background: var(--action); color: var(--on); cursor: pointer;
      box-shadow: 0 4px 16px rgb(20 30 50 / 28%); transition: background-color .12s; }
    .launch:hover { background: var(--press); }
    .launch:focus-visible, .tool:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
    .launch:focus-visible { box-shadow: 0 0 0 2px var(--paper), 0 4px 16px rgb(20 30 50 / 28%); }
    svg { flex: none; width: 22px; height: 22px; fill: none; stroke: currentcolor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
    .panel { bottom: calc(max(24px, env(safe-area-inset-bottom)) + 60px); display: flex; flex-direction: column; width: min(420px, calc(100vw - 48px));
      height: min(640px, calc(100vh - 108px)); overflow: hidden; background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-radius: 8px;
      box-shadow: 0 8px 32px rgb(20 30 50 / 24%); animation: rise .14s ease-out; }
    @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
    .head { flex: none; display: flex; align-items: center; gap: 4px; min-height: 52px; padding: 4px 4px 4px 16px; border-bottom: 1px solid var(--line); }
    .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .tool { display: grid; place-items: center; width: 44px; height: 44px; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--dim); cursor: pointer; }
    .tool:hover { background: var(--soft); color: var(--ink); }
    .tool:focus-visible { outline-offset: -3px; }
    .body { flex: 1; min-height: 0; position: relative; }
    .wait { position: absolute; inset: 0; margin: 0; padding: 24px 16px; color: var(--dim); font-weight: 400; }
    iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; visibility: hidden; color-scheme: light dark; }
    iframe.ready { visibility: visible; }
    @media (max-width: 480px), (max-height: 480px) {
      .panel { inset: 0; width: auto; height: auto; border: 0; border-radius: 0; }
      .launch[aria-expanded="true"] { visibility: hidden; }
    }
    @media (prefers-reduced-motion: reduce) { .panel { animation: none; } .launch { transition: none; } }
    @media print { .launch, .panel { display: none; } }`;

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const icon = (path) => {
    const [svg, line] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };
  const BUBBLE = "M3 4h14v10H9l-4 3v-3H3zM7 7.500h6M7 10.500h4";
  const CROSS = "M5 5l10 10M15 5 5 15";
  const OUT = "M8 4H4v12h12v-4M11.500 4H16v4.500M16 4l-7 7";

  const button = make("button", { type: "button", class: "launch", "aria-expanded": "false", "aria-haspopup": "dialog" }, icon(BUBBLE), make("span", { class: "name" }, title));
  const full = make("a", { class: "tool", href: new URL("/", address).href, target: "_blank", rel: "noopener", title: words.full, "aria-label": words.full }, icon(OUT));
  const close = make("button", { type: "button", class: "tool", title: words.close, "aria-label": words.close }, icon(CROSS));
  const wait = make("p", { class: "wait", role: "status" }, words.opening);
  const body = make("div", { class: "body" }, wait);
  const panel = make("div", { class: "panel", role: "dialog", "aria-label": title, lang: chinese ? "zh-CN" : "en" }, make("div", { class: "head" }, make("span", { class: "name" }, title), full, close), body);
  panel.hidden = true;
  const host = make("nianbao-widget", {});
  const tree = host.attachShadow({ mode: "open" });
  try {
    const sheet = new CSSStyleSheet(); // needs no permission for inline styles from the page's policy
    sheet.replaceSync(STYLE);
    tree.adoptedStyleSheets = [sheet];
  } catch {
    tree.append(make("style", {}, STYLE)); // browsers before 2023
  }
  tree.append(button, panel);

  let frame = null;
  let late = 0;
  const said = (word) => frame?.contentWindow?.postMessage({ nianbao: word }, address.origin);
  const load = () => {
    frame?.remove();
    wait.textContent = words.opening;
    frame = make("iframe", { src: address.href, title, allow: "clipboard-write" });
    body.append(frame);
    clearTimeout(late);
    late = setTimeout(() => { wait.textContent = words.away; }, PATIENCE);
  };
  const show = (shown) => {
    if (panel.hidden !== shown) return;
    panel.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (!shown) return button.focus();
    if (!frame?.classList.contains("ready")) load();
    else said("shown");
    (frame.classList.contains("ready") ? frame : close).focus();
  };
  button.addEventListener("click", () => show(panel.hidden));
  close.addEventListener("click", () => show(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) show(false);
  });
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== address.origin) return;
    if (event.data?.nianbao === "close") show(false);
    if (event.data?.nianbao !== "ready") return;
    clearTimeout(late);
    frame.classList.add("ready");
    if (panel.hidden || tree.activeElement !== close) return; // the reader has gone elsewhere meanwhile
    frame.focus();
    said("shown");
  });
  const place = () => document.body.append(host);
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
})();
