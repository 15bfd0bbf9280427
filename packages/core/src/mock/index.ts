/** The seeded generation kit: what a plugin needs to make a mock hospital's extracts and their answer key. */
export * from "./calendar.js";
export * from "./domain.js";
export * from "./formats.js";
export { type GeneratedHospital, type GenerateOptions, generateHospital } from "./generate.js";
export * from "./master-file.js";
export { CollectedRows } from "./patient-rows.js";
export * from "./random.js";
export * from "./record-number.js";
export type { DefectChoice, Scene, SceneModule, SceneOptions } from "./scene.js";
export { strike } from "./strike.js";
