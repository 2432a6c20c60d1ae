// Runs before the first paint, so that a chosen theme, language or type size never flashes in late.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(`nianbao.${name}`);
    } catch {
      return null; // storage may be switched off; the defaults do
    }
  };
  const language = read("lang") ?? ((navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en");
  root.dataset.lang = language;
  root.lang = language === "zh" ? "zh-CN" : "en";
  const theme = read("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (read("large") === "1") root.dataset.large = "1";
})();
