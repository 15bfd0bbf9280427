export { OpdPlugin } from "./plugin.js";
