import type { Table, Vector } from "apache-arrow";
import { AsyncSeriesWaterfallHook, HookMap } from "tapable";
import { errors } from "../errors/catalogue.js";
import { MigrationError } from "../errors/migration-error.js";
import type { Gate, GateDefinition, MigrationHooks, Tap, TapOrder } from "./hooks.js";
import type { RowBalance } from "./row-balance.js";
import { type Handler, type HookKind, type Registration, runners, type TableCall } from "./runners.js";

/** A gate and the plugin that brought it. */
export interface RegisteredGate {
  readonly plugin: string;
  readonly definition: GateDefinition;
  readonly handler: Gate;
}

/** How long one tap worked, and on how many rows. */
export interface TapTiming {
  readonly plugin: string;
  readonly hook: HookKind;
  readonly place: string;
  calls: number;
  rows: number;
  milliseconds: number;
}

/** Names of the load tables there are, with their columns. */
export type Places = ReadonlyMap<string, readonly string[]>;

const STAGES: Record<TapOrder | "none", number> = { pre: -1, none: 0, post: 1 };

/** One tap, ready to be called by tapable with the value so far and the engine's side of the call. */
type Waterfall = AsyncSeriesWaterfallHook<[unknown, unknown]>;

/**
 * Holds the taps of all plugins, on tapable's waterfall hooks. Tapable's types end here. A tap that fails is named with
 * plugin, hook, place and batch; what it threw is kept as the cause but never printed, for it may hold a value.
 */
export class HookHost {
  #places: Places = new Map();
  readonly #registrations: Registration[] = [];
  readonly #hooks: Record<HookKind, HookMap<Waterfall>> = {
    beforeTable: newHooks(),
    transformField: newHooks(),
    afterTable: newHooks(),
  };
  readonly gates: RegisteredGate[] = [];
  readonly timings: TapTiming[] = [];

  /** The registration face that one plugin gets. */
  registrar(plugin: string): MigrationHooks {
    const add =
      (kind: HookKind) =>
      (place: string, tap: Tap<Handler>): void => {
        const order = typeof tap === "function" ? undefined : tap.order;
        const handler = typeof tap === "function" ? tap : tap.handler;
        this.#registrations.push({ plugin, kind, place, order, handler });
      };
    return {
      beforeTable: add("beforeTable"),
      transformField: add("transformField"),
      afterTable: add("afterTable"),
      gate: (definition, handler) => {
        this.gates.push({ plugin, definition, handler });
      },
    } as MigrationHooks;
  }

  /**
   * Binds every tap to the places it names and gives back what is wrong with them. Several plugins may write one field
   * when no two of them leave open whether they go first or last.
   *
   * @param places the load tables of the run, with their columns
   * @param tolerated plugins that may name tables which are not there, because a plugin they only use is absent
   */
  bind(places: Places, tolerated: ReadonlySet<string>): readonly MigrationError[] {
    this.#places = places;
    const faults: MigrationError[] = [];
    const unordered = new Map<string, string>();
    for (const registration of this.#registrations) {
      const named = this.#expand(registration);
      if (named.length === 0 && !tolerated.has(registration.plugin)) {
        faults.push(
          errors.unknownHookPlace(
            registration.plugin,
            registration.kind,
            registration.place,
            this.#known(registration),
          ),
        );
      }
      for (const place of named) {
        if (registration.kind === "transformField" && registration.order === undefined) {
          const other = unordered.get(place) ?? registration.plugin;
          if (other !== registration.plugin)
            faults.push(errors.fieldWrittenByTwoHooks(place, other, registration.plugin));
          unordered.set(place, registration.plugin);
        }
        this.#tap(registration, place);
      }
    }
    faults.push(...repeatedGates(this.gates));
    return faults;
  }

  /** True when any tap wants to see this table's rows or fields. */
  touches(table: string): boolean {
    return (
      this.#hooks.beforeTable.get(table) !== undefined ||
      this.#hooks.afterTable.get(table) !== undefined ||
      (this.#places.get(table) ?? []).some((column) => this.touchesField(table, column))
    );
  }

  /** True when a plugin taps one of the whole-batch hooks of this table. */
  touchesBatch(hook: "beforeTable" | "afterTable", table: string): boolean {
    return this.#hooks[hook].get(table) !== undefined;
  }

  touchesField(table: string, column: string): boolean {
    return this.#hooks.transformField.get(`${table}.${column}`) !== undefined;
  }

  /** Runs `beforeTable`. Every row that goes in comes out or is excluded; see {@link RowBalance}. */
  async beforeTable(rows: Table, call: TableCall, balance: RowBalance): Promise<Table> {
    return (await this.#call("beforeTable", call.table, rows, { call, balance })) as Table;
  }

  async transformField(column: Vector, field: string, call: TableCall): Promise<Vector> {
    return (await this.#call("transformField", `${call.table}.${field}`, column, { call, field })) as Vector;
  }

  async afterTable(table: Table, call: TableCall): Promise<Table> {
    return (await this.#call("afterTable", call.table, table, { call })) as Table;
  }

  async #call(kind: HookKind, place: string, value: unknown, side: unknown): Promise<unknown> {
    const hook = this.#hooks[kind].get(place);
    return hook === undefined ? value : hook.promise(value, side);
  }

  #expand({ kind, place }: Registration): readonly string[] {
    if (kind !== "transformField")
      return place === "*" ? [...this.#places.keys()] : this.#places.has(place) ? [place] : [];
    const fieldsOf = (table: string) => (this.#places.get(table) ?? []).map((column) => `${table}.${column}`);
    if (place === "*") return [...this.#places.keys()].flatMap(fieldsOf);
    const [table, column] = place.split(".");
    return column === "*" ? fieldsOf(table) : fieldsOf(table).filter((known) => known === place);
  }

  #known({ kind, place }: Registration): readonly string[] {
    const [table, column] = place.split(".");
    if (kind !== "transformField") return [...this.#places.keys()];
    if (!this.#places.has(table)) return [...this.#places.keys()].map((known) => `${known}.${column}`);
    return (this.#places.get(table) ?? []).map((column) => `${table}.${column}`);
  }

  #tap(registration: Registration, place: string): void {
    const { plugin, kind } = registration;
    const timing: TapTiming = { plugin, hook: kind, place, calls: 0, rows: 0, milliseconds: 0 };
    this.timings.push(timing);
    const run = runners[kind];
    this.#hooks[kind]
      .for(place)
      .tapPromise({ name: plugin, stage: STAGES[registration.order ?? "none"] }, async (value, side) => {
        const started = performance.now();
        try {
          return await run(registration, value, side as never);
        } catch (cause) {
          if (cause instanceof MigrationError) throw cause;
          throw errors.hookFailed(plugin, kind, place, (side as { call: TableCall }).call.batch, cause);
        } finally {
          timing.calls++;
          timing.rows += rowsOf(value);
          timing.milliseconds += performance.now() - started;
        }
      });
  }
}

function newHooks(): HookMap<Waterfall> {
  return new HookMap((place: string) => new AsyncSeriesWaterfallHook<[unknown, unknown]>(["value", "side"], place));
}

function rowsOf(value: unknown): number {
  const sized = value as { readonly numRows?: number; readonly length?: number };
  return sized.numRows ?? sized.length ?? 0;
}

function repeatedGates(gates: readonly RegisteredGate[]): readonly MigrationError[] {
  const seen = new Map<string, string>();
  return gates.flatMap(({ plugin, definition: { id } }) => {
    const other = seen.get(id);
    seen.set(id, plugin);
    return other === undefined ? [] : [errors.gateDefinedTwice(id, other, plugin)];
  });
}
