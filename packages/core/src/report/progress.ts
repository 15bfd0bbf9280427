/** The stages of a run, in order; before them, the making of a mock hospital. */
export type Stage = "generate" | "contract" | "intake" | "rows" | "close" | "deliver" | "evidence" | "check" | "score";

/** What a run tells while it works. Numbers only. */
export interface Progress {
  readonly stage: Stage;
  /** The table that is worked on, where there is one. */
  readonly table?: string;
  /** How far the stage is: tables done of all tables. */
  readonly done: number;
  readonly of: number;
  /** Rows of the present table. */
  readonly rows?: number;
  readonly ofRows?: number;
}

export type OnProgress = (progress: Progress) => void;

/** Seconds by stage. */
export class StageTimes {
  readonly #milliseconds = new Map<Stage | "readBack", number>();

  /** Times some work. What is timed inside other timed work counts in both. */
  async measure<T>(stage: Stage | "readBack", work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#milliseconds.set(stage, (this.#milliseconds.get(stage) ?? 0) + performance.now() - started);
    }
  }

  seconds(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this.#milliseconds].map(([stage, milliseconds]) => [stage, Math.round(milliseconds) / 1000]),
    );
  }
}
