export { MhPlugin } from "./plugin.js";
