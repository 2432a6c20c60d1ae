// The guide lies in its page, in both languages; a style sheet shows the one that is chosen. Examples can be copied.
import { el } from "./dom.js";
import "./i18n-pages.js";
import { t } from "./i18n.js";
import { startShell } from "./shell.js";

startShell("guide");

for (const example of document.querySelectorAll("pre.example")) {
  const button = el("button", { type: "button", class: "quiet copy", t: "guide.copy" });
  button.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(example.textContent).then(() => "copied", () => "copy.failed");
    button.textContent = t(done);
  });
  const box = el("div", { class: "example-box" });
  example.replaceWith(box);
  box.append(example, button);
}
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
