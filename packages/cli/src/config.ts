import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type FeedOptions, MigrationError, readLocatedYaml, throwFaults } from "@pas-migrate/core";
import { z } from "zod";

export const CONFIG_FILE = "pas-migrate.config.yaml";

const encoding = z.enum(["utf-8", "windows-1252"]);

const configSchema = z.strictObject({
  source: z
    .strictObject({
      directory: z.string().optional(),
      encoding: encoding.optional(),
      tables: z.record(z.string(), z.strictObject({ encoding: encoding.optional() })).optional(),
    })
    .optional(),
  output: z.string().optional(),
  /** Ids of the packaged plugins, paths of modules that export plugin classes, or either with options. */
  plugins: z
    .array(
      z.union([z.string(), z.strictObject({ plugin: z.string(), options: z.record(z.string(), z.json()).optional() })]),
    )
    .optional(),
  overlays: z.array(z.string()).optional(),
  feeds: z
    .record(
      z.string(),
      z.strictObject({
        file: z.string(),
        version: z.string(),
        encoding: encoding.optional(),
        columns: z.record(z.string(), z.string()).optional(),
      }),
    )
    .optional(),
  settings: z
    .strictObject({
      systemCode: z.string().optional(),
      mainCrnType: z.string().optional(),
      archiveBefore: z.string().optional(),
    })
    .optional(),
  snapshotAt: z.string().optional(),
  salts: z.record(z.string(), z.string()).optional(),
  profile: z.string().optional(),
});

/** The configuration file, with its paths made absolute. */
export interface Config extends Omit<z.output<typeof configSchema>, "feeds"> {
  readonly feeds?: Readonly<Record<string, FeedOptions>>;
  /** The folder of the file: modules of plugins are looked for from here. */
  readonly folder: string;
}

/**
 * Reads the configuration: the file that was named, or `pas-migrate.config.yaml` in the working folder if there is one.
 *
 * @throws MigrationError with file, line and remedy
 */
export function readConfig(named: string | undefined): Config {
  const file = named ?? CONFIG_FILE;
  if (!existsSync(file)) {
    if (named === undefined) return { folder: process.cwd() };
    throw new MigrationError(
      {
        code: "CONFIG_MISSING",
        message: `There is no configuration file ${named}.`,
        fix: "Mend the path.",
        where: { file: named },
      },
      2,
    );
  }
  const { yaml, faults } = readLocatedYaml(readFileSync(file, "utf8"), file, configSchema);
  throwFaults(faults);
  const folder = dirname(resolve(file));
  const { source, output, overlays, feeds, ...rest } = yaml?.value ?? {};
  return {
    ...rest,
    folder,
    source: source && { ...source, directory: source.directory && resolve(folder, source.directory) },
    output: output && resolve(folder, output),
    overlays: overlays?.map((overlay) => resolve(folder, overlay)),
    feeds:
      feeds &&
      Object.fromEntries(
        Object.entries(feeds).map(([name, feed]) => [name, { ...feed, file: resolve(folder, feed.file) }]),
      ),
  };
}
