import {
  CORE_VERSION,
  isPlugin,
  MigrationFaults,
  type MigrationPlugin,
  type PluginChoice,
  plugin,
  provideClass,
  provideValue,
  type ServiceProvider,
  SnapshotClock,
  snapshotClock,
  textFrom,
  textStrings,
} from "@pas-migrate/core";
import { expect } from "chai";
import { z } from "zod";
import { bootPlugins } from "../../dist/plugin/boot.js";
import { coreDerivations } from "../../dist/plugin/core-derivations.js";
import { Services } from "../../dist/plugin/services.js";
import { faultsOf, lines, pluginOf, preparationFaults, withFiles } from "../support/small-contract.js";

const boot = (choices: readonly PluginChoice[], services: readonly ServiceProvider[] = []) =>
  bootPlugins(choices, snapshotClock(undefined), services);
const said = (choices: readonly PluginChoice[], services: readonly ServiceProvider[] = []) =>
  lines(faultsOf(() => boot(choices, services)));

abstract class Directory {
  abstract find(): string;
}
abstract class Ledger {}
class FixedDirectory extends Directory {
  override find(): string {
    return "packaged";
  }
}
class CountingDirectory extends Directory {
  calls = 0;
  override find(): string {
    return String(++this.calls);
  }
}

@plugin({
  id: "asking",
  title: "Asking",
  engine: "^1.0.0",
  assets: {},
  provides: [provideClass(Directory, CountingDirectory)],
})
class AskingPlugin implements MigrationPlugin {
  constructor(
    readonly directory: Directory,
    readonly clock: SnapshotClock,
  ) {}

  register(): void {}
}

describe("the start of plugins", () => {
  it("puts each plugin after those it requires or uses", () => {
    const { plugins } = boot([
      pluginOf({ id: "wards", requires: ["base"], uses: ["absent", "staff"] }),
      pluginOf({ id: "staff", requires: ["base"] }),
      pluginOf({ id: "base" }),
    ]);
    expect(plugins.map(({ manifest }) => manifest.id)).to.deep.equal(["base", "staff", "wards"]);
  });

  it("refuses a class without a manifest, and manifests that are not as expected, all at once", () => {
    class Bare {}
    class Odd {}
    plugin({ id: "Odd", title: "", engine: "^1.0.0", assets: {}, require: [] } as never)(Odd);
    expect(said([Bare, Odd])).to.deep.equal([
      "PLUGIN_NOT_DECLARED The class Bare is not declared as a plugin. Put @plugin({...}) above it.",
      'PLUGIN_INVALID_MANIFEST The manifest of Odd is not as expected: "id": an id is in lower case and starts with a letter. Mend the manifest.',
      'PLUGIN_INVALID_MANIFEST The manifest of Odd is not as expected: "title": Too small: expected string to have >=1 characters. Mend the manifest.',
      'PLUGIN_INVALID_MANIFEST The manifest of Odd is not as expected: Unrecognized key: "require". Mend the manifest.',
    ]);
    expect([isPlugin(Bare), isPlugin(Odd), isPlugin("x")]).to.deep.equal([false, true, false]);
  });

  it("does not take the manifest of a class for that of a class derived from it", () => {
    class Derived extends pluginOf({}) {}
    expect(said([Derived])[0]).to.match(/^PLUGIN_NOT_DECLARED The class Derived /);
  });

  it("refuses two plugins of one id", () => {
    expect(said([pluginOf({}), pluginOf({})])).to.deep.equal([
      'PLUGIN_ID_TWICE Two plugins have the id "small". Name each plugin once, and give your own one an id of its own.',
    ]);
  });

  it("refuses a plugin made for another version", () => {
    expect(said([pluginOf({ engine: "^99.0.0" }), pluginOf({ id: "odd", engine: "new" })])).to.deep.equal(
      [
        ["small", "^99.0.0"],
        ["odd", "new"],
      ].map(
        ([id, range]) =>
          `PLUGIN_ENGINE_RANGE The plugin "${id}" works with @pas-migrate/core ${range}, but this is ${CORE_VERSION}. Install versions that fit each other.`,
      ),
    );
  });

  it("refuses to start without a required plugin, and reads no files before that", () => {
    const unread = { "source/X.yaml": "not: [a table" };
    expect(said([pluginOf({ requires: ["pmi", "rtt"], assets: unread })])).to.deep.equal(
      ["pmi", "rtt"].map(
        (id) =>
          `PLUGIN_REQUIRED_MISSING The plugin "small" requires the plugin "${id}", which is not there. Add "${id}" to the plugins of the run.`,
      ),
    );
  });

  it("refuses plugins that need each other in a circle", () => {
    expect(
      said([
        pluginOf({ id: "a", requires: ["b"] }),
        pluginOf({ id: "b", uses: ["c"] }),
        pluginOf({ id: "c", requires: ["a"] }),
      ]),
    ).to.deep.equals([
      "PLUGIN_CYCLE These plugins need each other in a circle: a > b > c > a. Let one of them do without another.",
    ]);
  });

  it("checks options and suggests the name that was meant", () => {
    const options = z.strictObject({ cutOff: z.string(), lists: z.strictObject({ short: z.int() }).optional() });
    const choose = (given: Readonly<Record<string, unknown>>): PluginChoice => [pluginOf({ options }), given];
    expect(said([choose({ cutoff: "2016", lists: { shrt: 1, short: "x" } })])).to.deep.equal([
      'PLUGIN_INVALID_OPTIONS The option "cutOff" of the plugin "small" is not as expected: Invalid input: expected string, received undefined. Give a value of the expected form.',
      'PLUGIN_INVALID_OPTIONS The option "lists.short" of the plugin "small" is not as expected: Invalid input: expected number, received string. Give a value of the expected form.',
      'PLUGIN_INVALID_OPTIONS The plugin "small" has no option "shrt". Remove it or mend its name. Did you mean "short"?',
      'PLUGIN_INVALID_OPTIONS The plugin "small" has no option "cutoff". Remove it or mend its name. Did you mean "cutOff"?',
    ]);
    expect(boot([choose({ cutOff: "2016" })]).plugins[0].options).to.deep.equal({ cutOff: "2016" });
    expect(said([[pluginOf({}), { cutOff: 1 }]])).to.deep.equal([
      'PLUGIN_INVALID_OPTIONS The plugin "small" takes no options. Name the plugin without options.',
    ]);
    expect(said([[pluginOf({}), {}]])).to.deep.equal([]);
  });

  it("hands options to register", async () => {
    const seen: unknown[] = [];
    const options = z.strictObject({ level: z.int().default(3) });
    const type = pluginOf({ options, assets: withFiles() }, { register: (_hooks, given) => void seen.push(given) });
    expect(await preparationFaults({ plugins: [type] })).to.deep.equal([]);
    expect(seen).to.deep.equal([{ level: 3 }]);
  });

  it("refuses a rule of two plugins, and one that takes the name of the framework's", () => {
    const rule = () => textFrom([]);
    expect(
      said([
        pluginOf({ id: "a" }, { derivations: { "a.x": rule, "core.setting": rule } }),
        pluginOf({ id: "b" }, { derivations: { "a.x": rule } }),
      ]),
    ).to.deep.equal(
      [
        ["core.setting", "core", "a"],
        ["a.x", "a", "b"],
      ].map(
        ([name, one, other]) =>
          `PLUGIN_RULE_TWICE The rule "${name}" is contributed by both "${one}" and "${other}". Start a rule's name with its plugin's id.`,
      ),
    );
  });

  it("gathers rules, code sets and reasons of all plugins", () => {
    const set = { id: "k", version: "1", meaning: () => undefined };
    const reason = { severity: "error", meaning: "x", remedy: "y" } as never;
    const { codeSets, reasons, derivations } = boot([
      pluginOf({ id: "a" }, { codeSets: { k: set }, derivations: { "a.x": () => textFrom([]) } }),
      pluginOf({ id: "b" }, { reasons: { ODD: reason } }),
    ]);
    expect([Object.keys(codeSets), Object.keys(reasons), Object.keys(derivations)]).to.deep.equal([
      ["k"],
      ["ODD"],
      ["core.setting", "a.x"],
    ]);
  });

  it("reports the faults of all plugins' files at once", () => {
    const faults = said([
      pluginOf({ id: "a", assets: { "source/X.yaml": "tabel: X" } }),
      pluginOf({ id: "b", assets: { "feeds/y.yaml": "feed: Y\ntitle: t\nkey: [a]\ncolumns: {}" } }),
    ]);
    expect(faults.map((line) => line.split(" ").slice(0, 2).join(" "))).to.deep.equal([
      "source/X.yaml:1:1 FILE_INVALID_VALUE",
      "source/X.yaml:1:1 FILE_INVALID_VALUE",
      "source/X.yaml:1:1 FILE_INVALID_VALUE",
      "source/X.yaml:1:1 FILE_INVALID_VALUE",
      "source/X.yaml:1:1 FILE_UNKNOWN_KEY",
      "feeds/y.yaml:1:1 FILE_INVALID_VALUE",
    ]);
    expect(() => boot([pluginOf({ assets: { "source/X.yaml": "tabel: X" } })])).to.throw(MigrationFaults);
  });
});

describe("services", () => {
  it("come in through the constructor", () => {
    const { plugins, clock } = boot([AskingPlugin]);
    const asking = plugins[0].plugin as AskingPlugin;
    expect(asking.directory).to.be.instanceOf(CountingDirectory);
    expect(asking.clock).to.equal(clock);
  });

  it("are refused when nobody provides them, naming plugin and service", () => {
    @plugin({
      id: "poor",
      title: "Poor",
      engine: "^1.0.0",
      assets: {},
      provides: [provideClass(Directory, NeedsLedger)],
    })
    class PoorPlugin implements MigrationPlugin {
      constructor(
        readonly ledger: Ledger,
        readonly directory: Directory,
        readonly untyped: { x: number },
      ) {}

      register(): void {}
    }
    const fix =
      "Provide it in the plugin's manifest (provides) or in createMigration({ services }); a service is injected by its class, so import the class itself, not its type.";
    expect(said([PoorPlugin])).to.deep.equal(
      ["Ledger", "Ledger", "Object"].map(
        (name) =>
          `PLUGIN_UNREGISTERED_SERVICE The plugin "poor" asks for the service ${name}, which nobody provides. ${fix}`,
      ),
    );
  });

  it("are refused when they need each other in a circle", () => {
    @plugin({
      id: "round",
      title: "Round",
      engine: "^1.0.0",
      assets: {},
      provides: [provideClass(Directory, NeedsLedger), provideClass(Ledger, NeedsDirectory)],
    })
    class RoundPlugin implements MigrationPlugin {
      constructor(readonly directory: Directory) {}

      register(): void {}
    }
    expect(said([RoundPlugin])).to.deep.equal([
      'PLUGIN_SERVICE_CYCLE The services of the plugin "round" need each other in a circle: NeedsLedger > NeedsDirectory > NeedsLedger. Let one of them do without another.',
    ]);
  });

  it("can be overridden for a run, the clock too", () => {
    const clock = snapshotClock("2026-01-02T03:04");
    const overrides = [provideValue(Directory, new FixedDirectory()), provideValue(SnapshotClock, clock)];
    const booted = boot([AskingPlugin], overrides);
    expect((booted.plugins[0].plugin as AskingPlugin).directory.find()).to.equal("packaged");
    expect(booted.clock).to.equal(clock);
  });

  it("are one instance in a run, and another one in the next", () => {
    const first = boot([AskingPlugin]).services;
    const second = boot([AskingPlugin]).services;
    expect(first.get(Directory, "t").find()).to.equal("1");
    expect(first.get(Directory, "t").find()).to.equal("2");
    expect(second.get(Directory, "t").find()).to.equal("1");
    expect(
      boot([AskingPlugin], [provideValue(Directory, new FixedDirectory())])
        .services.get(Directory, "t")
        .find(),
    ).to.equal("packaged");
    expect(boot([AskingPlugin]).services.get(Directory, "t").find()).to.equal("1");
  });

  it("are refused when asked for by a token that nobody answers", () => {
    expect(lines(faultsOf(() => new Services([]).get(Ledger, "core")))[0]).to.match(
      /^PLUGIN_UNREGISTERED_SERVICE The plugin "core" asks for the service Ledger, which nobody provides\./,
    );
  });
});

class NeedsLedger extends Directory {
  override find(): string {
    return "";
  }
}
class NeedsDirectory extends Ledger {}
// What the compiler emits for a constructor(ledger: Ledger); written out, for decorated classes cannot be used before they stand.
Reflect.defineMetadata("design:paramtypes", [Ledger], NeedsLedger);
Reflect.defineMetadata("design:paramtypes", [Directory], NeedsDirectory);

describe("the snapshot clock", () => {
  it("stands at the instant it was given", () => {
    const clock = snapshotClock("2024-02-29T23:59");
    expect(clock.isSet).to.equal(true);
    expect(clock.iso()).to.equal("2024-02-29T23:59");
    expect(clock.number()).to.equal(202402292359);
    expect(clock.moment()).to.deep.include({ year: 2024, month: 2, day: 29, hour: 23, minute: 59 });
    Object.assign(clock.moment(), { year: 1 });
    expect(clock.iso()).to.equal("2024-02-29T23:59");
  });

  for (const given of [
    "2023-02-29T10:00",
    "2026-03-27",
    "2026-03-27T24:00",
    "2026-13-01T00:00",
    "2026-03-27T18:60",
    "2026-03-27T18:00:01",
    "now",
    "",
  ]) {
    it(`refuses "${given}"`, () => {
      expect(lines(faultsOf(() => snapshotClock(given)))).to.deep.equal([
        `CLOCK_INVALID "${given}" is no instant. Write it as YYYY-MM-DDTHH:MM, local time, such as 2026-03-27T18:00.`,
      ]);
    });
  }

  it("takes full minutes written with seconds", () => {
    expect(snapshotClock("2026-03-27T18:00:00").iso()).to.equal("2026-03-27T18:00");
  });

  it("says so when it is asked and was never set", () => {
    const clock = snapshotClock(undefined);
    expect(clock.isSet).to.equal(false);
    expect(lines(faultsOf(() => clock.number()))).to.deep.equal([
      "CLOCK_NOT_SET A rule asks for the instant of the extract, and none was given. Give --snapshot-at YYYY-MM-DDTHH:MM, or snapshotAt in the configuration.",
    ]);
  });
});

describe("core.setting", () => {
  const setting = (name: string) =>
    textStrings(
      coreDerivations["core.setting"]([], {
        rows: 2,
        args: { name },
        setting: (asked: string) => (asked === "systemCode" ? "V83" : undefined),
      } as never),
    );

  it("gives a setting in every row, and nothing where there is none", () => {
    expect(setting("systemCode")).to.deep.equal(["V83", "V83"]);
    expect(setting("other")).to.deep.equal([null, null]);
  });
});
