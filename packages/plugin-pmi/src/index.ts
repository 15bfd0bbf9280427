export { PmiPlugin } from "./plugin.js";
