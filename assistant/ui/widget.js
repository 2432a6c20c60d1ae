/* One tag puts the questions and answers of Nianbao on a page:
 *   <script src="https://nianbao.example.gov.cn/ui/widget.js" data-lang="zh" async></script>
 * data-label names the button. The page's site must stand in NIANBAO_EMBED_ORIGINS. */
(() => {
  "use strict";
  const script = document.currentScript;
  const address = new URL("/embed", script.src);
  const chinese = (script.dataset.lang || document.documentElement.lang || "zh").startsWith("zh");
  address.searchParams.set("lang", chinese ? "zh" : "en");
  const title = script.dataset.label || (chinese ? "年报问答" : "Ask the reports");

  // Styles are set through the CSSOM: the page's own policy need not allow inline ones.
  const style = (element, values) => Object.assign(element.style, values);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = title;
  button.setAttribute("aria-expanded", "false");
  style(button, {
    position: "fixed", right: "24px", bottom: "24px", zIndex: "2147483000", padding: "12px 20px", border: "0",
    borderRadius: "6px", background: "#1A56A6", color: "#fff", font: "16px/1.5 system-ui, sans-serif",
    cursor: "pointer", boxShadow: "0 2px 8px rgba(0,0,0,.2)",
  });

  let frame = null;
  const open = () => {
    frame = document.createElement("iframe");
    frame.src = address.href;
    frame.title = title;
    style(frame, {
      position: "fixed", right: "24px", bottom: "88px", zIndex: "2147483000", width: "min(400px, calc(100vw - 48px))",
      height: "min(600px, calc(100vh - 120px))", border: "1px solid #c5ccd6", borderRadius: "6px", background: "#fff",
    });
    button.after(frame);
  };
  const show = (shown) => {
    if (shown && !frame) open();
    if (frame) frame.hidden = !shown;
    if (frame) frame.style.display = shown ? "block" : "none";
    button.setAttribute("aria-expanded", String(shown));
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      show(false);
      button.focus();
    }
  });
  const place = () => document.body.append(button);
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
})();
