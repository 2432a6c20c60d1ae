import "./i18n-pages.js"; import { startShell } from "./shell.js"; startShell("guide");
