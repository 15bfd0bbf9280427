import type { OnProgress, Progress, Stage } from "@pas-migrate/core";
import cliProgress from "cli-progress";

const TITLES: Readonly<Record<Stage, string>> = {
  generate: "Making patients",
  contract: "Compiling the contract",
  intake: "Reading extracts",
  rows: "Making load tables",
  close: "Closing chains",
  deliver: "Delivering files",
  evidence: "Reading back",
  check: "Checking",
  score: "Comparing",
};

/** Shows progress on stderr: a bar on a terminal, a line a stage elsewhere, nothing when asked to be quiet. */
export class ProgressDisplay {
  readonly #terminal: boolean;
  readonly #quiet: boolean;
  #stage: Stage | undefined;
  #bar: cliProgress.SingleBar | undefined;

  constructor(quiet: boolean) {
    this.#quiet = quiet;
    this.#terminal = process.stderr.isTTY === true;
  }

  readonly onProgress: OnProgress = (progress) => {
    if (this.#quiet) return;
    if (progress.stage !== this.#stage) this.#start(progress);
    this.#bar?.update(partsDone(progress), { table: progress.table ?? "", rows: rowsOf(progress) });
  };

  /** Ends what is shown. Call it before anything else is written. */
  stop(): void {
    this.#bar?.update(this.#bar.getTotal(), { table: "", rows: "" });
    this.#bar?.stop();
    this.#bar = undefined;
    this.#stage = undefined;
  }

  #start({ stage, of }: Progress): void {
    this.stop();
    this.#stage = stage;
    if (!this.#terminal) {
      process.stderr.write(
        `${TITLES[stage]} (${of.toLocaleString("en-GB")} ${stage === "generate" ? "patients" : "tables"})\n`,
      );
      return;
    }
    this.#bar = new cliProgress.SingleBar({
      format: `${TITLES[stage].padEnd(22)} {bar} {percentage}%  {table} {rows}`,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      barsize: 24,
      hideCursor: true,
      stream: process.stderr,
      clearOnComplete: false,
    });
    this.#bar.start(of * 100, 0, { table: "", rows: "" });
  }
}

/** Hundredths of tables: rows move the bar within a table. */
function partsDone({ done, rows, ofRows }: Progress): number {
  const within = rows === undefined || !ofRows ? 0 : rows / ofRows;
  return Math.floor((done + within) * 100);
}

function rowsOf({ rows, ofRows }: Progress): string {
  return rows === undefined
    ? ""
    : `${rows.toLocaleString("en-GB")} of ${(ofRows ?? rows).toLocaleString("en-GB")} rows`;
}
