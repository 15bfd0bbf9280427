export { IwlPlugin } from "./plugin.js";
