import { CORE_VERSION, packagedProfiles } from "@pas-migrate/core";
import { Command, CommanderError, Option } from "commander";
import { day, wholeNumber } from "./arguments.js";
import { contractCommand } from "./commands/contract.js";
import { crosswalkCommand } from "./commands/crosswalk.js";
import { judgeCommand, sealCommand, verifyCommand } from "./commands/evidence.js";
import { generateCommand } from "./commands/generate.js";
import { releaseCommand } from "./commands/release.js";
import { checkCommand, migrateCommand, runCommand } from "./commands/run.js";
import { scoreCommand } from "./commands/score.js";
import { waiverDraftCommand } from "./commands/waiver.js";
import { reportFailure } from "./output.js";
import { packagedPlugins } from "./plugins.js";

/**
 * Runs the command.
 *
 * @param args what stands behind `pas-migrate` on the command line
 * @returns the exit code: 0 done and passed, 1 a gate or the release failed, 2 wrong usage or configuration, 3 data or I/O fault
 */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportFailure(error, args.includes("--json"));
  }
}

function buildProgram(done: (code: number) => void): Command {
  const program = new Command("pas-migrate")
    .description(
      "Moves a hospital's patient administration system: INQuire V83 extracts in, audited PAS 18.4 LOAD files out.",
    )
    .version(CORE_VERSION)
    .showHelpAfterError()
    .exitOverride();
  const action =
    (run: (options: never) => Promise<number> | number) =>
    async (options: object): Promise<void> => {
      done(await run(options as never));
    };

  program
    .command("generate")
    .description("make a mock hospital: extracts, their answer key and what is wrong in them")
    .requiredOption("--patients <n>", "how many patients", wholeNumber)
    .requiredOption("--seed <n>", "equal seeds give equal hospitals", wholeNumber)
    .requiredOption("--out <dir>", "where to write")
    .option("--defects <what>", "none, realistic, or a YAML file of rates by defect", "none")
    .addOption(new Option("--encoding <name>", "how to write the extracts").choices(["utf-8", "windows-1252"]))
    .option("--snapshot-at <instant>", "the instant of the extract, YYYY-MM-DDTHH:MM, local time")
    .option("--threads <n>", "threads that make patients", wholeNumber)
    .addOption(json())
    .action(action(generateCommand));

  const contract = program.command("contract").description("compile the mapping contract");
  contract
    .command("build")
    .description("compile, and write contract.json and contract.csv")
    .addOption(new Option("--out <dir>", "where to write").default("out/contract"))
    .option("--pages <dir>", "write a page for each load table there, too")
    .option("--rule-pages <dir>", "write a page for each rule there, too")
    .addOption(config())
    .addOption(plugins())
    .addOption(json())
    .action(action((options) => contractCommand(options, true)));
  contract
    .command("check")
    .description("compile without writing; exit code 1 on any fault")
    .addOption(config())
    .addOption(plugins())
    .addOption(json())
    .action(action((options) => contractCommand(options, false)));

  const crosswalk = program.command("crosswalk").description("code translations");
  crosswalk
    .command("build")
    .description("build crosswalks from the extract's own master files, as drafts to approve")
    .option("--source <dir>", "the folder of the extracts, one <TABLE>.csv a table")
    .requiredOption("--out <dir>", "where to write; an overlay's crosswalks/ takes the files once they are approved")
    .addOption(config())
    .addOption(plugins())
    .addOption(new Option("--encoding <name>", "how the extracts are written").choices(["utf-8", "windows-1252"]))
    .addOption(json())
    .action(action(crosswalkCommand));

  const migrating = (command: Command): Command =>
    command
      .option("--source <dir>", "the folder of the extracts, one <TABLE>.csv a table")
      .option("--out <dir>", "the folder of the run; an earlier run in it is replaced")
      .addOption(config())
      .addOption(plugins())
      .addOption(new Option("--encoding <name>", "how the extracts are written").choices(["utf-8", "windows-1252"]))
      .option("--snapshot-at <instant>", "the instant of the extract, YYYY-MM-DDTHH:MM, local time")
      .option("--threads <n>", "threads of the database", wholeNumber)
      .option("--memory <size>", "memory of the database, such as 400MB")
      .option("--batch-rows <n>", "rows of a batch, about", wholeNumber)
      .option("--slices <n>", "into how many slices the patients are cut (default: by the extract's size)", wholeNumber)
      .addOption(json());
  migrating(program.command("migrate").description("turn extracts into load files"))
    .addOption(profile())
    .action(action(migrateCommand));
  judging(migrating(program.command("run").description("migrate, check and release in one")))
    .addOption(waivers())
    .addOption(sampleSeed())
    .action(action(runCommand));

  program
    .command("check")
    .description("judge a finished run: files, ledger and rules")
    .requiredOption("--out <dir>", "the folder of the run")
    .option("--compare-run <dir>", "another run over the same inputs, which has to be equal")
    .option("--rehearsal <file>", "the manifest of the signed rehearsal, which the run has to follow")
    .addOption(config())
    .addOption(plugins())
    .addOption(sampleSeed())
    .addOption(json())
    .action(action(checkCommand));
  judging(program.command("release").description("give the verdict on a checked run"))
    .requiredOption("--out <dir>", "the folder of the run")
    .addOption(waivers())
    .addOption(config())
    .addOption(json())
    .action(action(releaseCommand));

  const waiver = program.command("waiver").description("signed decisions to go live although rows break a rule");
  waiver
    .command("draft")
    .description("print a waiver of the rows that break a rule now, to be filled in")
    .requiredOption("--out <dir>", "the folder of a checked run")
    .requiredOption("--rule <id>", "the rule, such as PMI-02")
    .action(action(waiverDraftCommand));

  const evidence = program.command("evidence").description("the sealed evidence of a run");
  evidence
    .command("seal")
    .description("seal manifest and reports of a checked run into a folder; print the root hash to sign")
    .requiredOption("--out <dir>", "the folder of the run")
    .requiredOption("--pack <dir>", "the folder of the pack; it must be empty or not there yet")
    .addOption(json())
    .action(action(sealCommand));
  evidence
    .command("verify")
    .description("verify a pack by itself; exit code 1 when anything is not as it was sealed")
    .requiredOption("--pack <dir>", "the folder of the pack")
    .option("--root <hash>", "the root hash that was signed")
    .addOption(json())
    .action(action(verifyCommand));
  judging(evidence.command("judge").description("give a verdict on a pack, without the data"))
    .requiredOption("--pack <dir>", "the folder of the pack")
    .option("--root <hash>", "the root hash that was signed")
    .addOption(json())
    .action(action(judgeCommand));

  const groups = [contract, crosswalk, waiver, evidence];
  program
    .command("score")
    .description("compare a checked run with a generated hospital's answer key")
    .requiredOption("--run <dir>", "the folder of the run")
    .requiredOption("--against <dir>", "the folder of the generated hospital")
    .addOption(json())
    .action(action(scoreCommand));
  for (const command of [...program.commands, ...groups.flatMap(({ commands }) => commands)])
    command.showHelpAfterError().exitOverride();
  return program;
}

function config(): Option {
  return new Option("--config <file>", "the configuration; pas-migrate.config.yaml if it is there");
}

function plugins(): Option {
  return new Option(
    "--plugins <ids>",
    `which plugins, parted by commas: ${Object.keys(packagedPlugins).join(",")} (default: all)`,
  );
}

function profile(): Option {
  return new Option("--profile <name>", "the release profile").choices([...packagedProfiles]);
}

/** The options of a command that gives a verdict. */
function judging(command: Command): Command {
  return command
    .addOption(profile())
    .option("--profile-file <file>", "a release profile of the trust's own")
    .option("--as-of <day>", "the day of the verdict, YYYY-MM-DD: waivers expire by it", day);
}

function waivers(): Option {
  return new Option("--waivers <file>", "a file of waivers (default: waivers.yaml in the overlays)");
}

function sampleSeed(): Option {
  return new Option("--sample-seed <text>", "chooses the patients that are compared field by field");
}

function json(): Option {
  return new Option("--json", "machine output");
}
