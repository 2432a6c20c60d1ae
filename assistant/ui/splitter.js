// The bar between the conversation and the source: dragged, or moved with the arrow keys; its place is kept.
import { remember } from "./i18n.js";

const [LEAST, MOST] = [25, 65]; // percent of the page

/** Let `splitter` set the width of the source panel of `frame`. */
export function startSplitter(splitter, frame) {
  let share = 40;
  const set = (percent) => {
    share = Math.min(MOST, Math.max(LEAST, percent));
    frame.style.setProperty("--panel", `${share}%`);
    splitter.setAttribute("aria-valuenow", String(Math.round(share)));
    remember("panel", String(Math.round(share)));
  };
  splitter.setAttribute("aria-valuemin", String(LEAST));
  splitter.setAttribute("aria-valuemax", String(MOST));
  set(kept() || share);
  splitter.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
    if (!step) return;
    event.preventDefault();
    set(share + step);
  });
  splitter.addEventListener("pointerdown", (event) => {
    splitter.setPointerCapture(event.pointerId);
    const move = (moved) => set(((innerWidth - moved.clientX) / innerWidth) * 100);
    splitter.addEventListener("pointermove", move);
    splitter.addEventListener("lostpointercapture", () => splitter.removeEventListener("pointermove", move), { once: true });
  });
}

function kept() {
  try {
    return Number(localStorage.getItem("nianbao.panel"));
  } catch {
    return 0; // storage may be switched off
  }
}
