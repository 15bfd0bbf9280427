export { RttPlugin } from "./plugin.js";
