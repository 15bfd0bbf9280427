import type { MockDomain } from "./domain.js";

/** What a mock hospital is made from. */
export interface SceneOptions {
  readonly seed: number;
  /** The instant of the extract, `YYYY-MM-DDTHH:MM`. */
  readonly snapshotAt: string;
}

/**
 * Everything that the making of a hospital needs: who lives there, and how each domain writes it down. A module gives it,
 * since each thread opens it for itself.
 */
export interface Scene<Hospital = unknown, Life = unknown> {
  readonly hospital: Hospital;
  /** The life of the patient with this index; depends on nothing but the options and the index. */
  lifeOf(index: number): Life;
  readonly domains: readonly MockDomain<Hospital, Life>[];
  /** Whose faults come together: the same clerk, clinic or year. */
  clusterOf(life: Life): string;
}

/** What such a module exports. */
export interface SceneModule {
  openScene(options: SceneOptions): Scene;
}

/** Which faults to plant: none, each at its own rate, or each named one at the rate given. */
export type DefectChoice = "none" | "realistic" | Readonly<Record<string, number>>;
