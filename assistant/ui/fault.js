// A page that says what went wrong, in both languages; the server has written its words.
import { startShell } from "./shell.js";

startShell("fault");
