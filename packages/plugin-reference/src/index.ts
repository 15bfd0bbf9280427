export { ReferencePlugin } from "./plugin.js";
