export { AdtPlugin } from "./plugin.js";
