/** Lives of a mock hospital's patients: seeded, stable, and told without any system's tables. */
export * from "./hospital.js";
export { lifeOf } from "./life.js";
export type * from "./model.js";
