import type { TargetColumn } from "../catalog/target-table.js";
import type { KeyColumn } from "../engine/keys.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError, Place } from "../errors/migration-error.js";
import type { ResolvedField } from "./model.js";
import type { DirectForm, FieldDefinition, MappingClass } from "./schema.js";

/** What the rest of the contract offers to a field: everything a duty can refer to. */
export interface DutyScope {
  readonly table: string;
  /** The row source's columns. */
  readonly rowColumns: readonly string[];
  readonly key: readonly KeyColumn[];
  /** Columns of a source table, or undefined when no plugin owns such a table. */
  sourceColumns(table: string): readonly string[] | undefined;
  readonly sourceTables: readonly string[];
  readonly rules: readonly string[];
  readonly crosswalks: readonly string[];
  readonly feed: { readonly name: string; readonly columns: readonly string[] } | undefined;
  /** The natural key of a target table, or undefined when it is not there. */
  parentKey(table: string): readonly KeyColumn[] | undefined;
  readonly targetTables: readonly string[];
  /** True when a plugin that this one only uses is absent, so a missing parent may be its. */
  readonly toleratesAbsentParents: boolean;
}

interface Subject {
  readonly field: string;
  readonly target: TargetColumn;
  readonly where: Place;
  readonly faults: MigrationError[];
}

type Check<C extends MappingClass> = (
  definition: Extract<FieldDefinition, { class: C }>,
  subject: Subject,
  scope: DutyScope,
) => ResolvedField | undefined;

/** The form each DATE layout asks for. */
const FORM_OF_LAYOUT: Readonly<Record<string, DirectForm>> = {
  "DD/MM/YYYY": "date",
  "DD/MM/YYYY HH24:MI": "datetime",
  "DD/MM/YYYY HH24:MI:SS": "datetime-seconds",
  "HH24:MI": "time",
};

/** Checks that a definition does its class's duties. Gives the resolved field, or the faults found. */
export function checkDuties(
  field: string,
  definition: FieldDefinition,
  target: TargetColumn,
  where: Place,
  scope: DutyScope,
): { readonly resolved?: ResolvedField; readonly faults: readonly MigrationError[] } {
  const faults: MigrationError[] = [];
  const resolved = (checks[definition.class] as Check<MappingClass>)(
    definition,
    { field, target, where, faults },
    scope,
  );
  return faults.length > 0 ? { faults } : { resolved, faults };
}

const checks: { readonly [C in MappingClass]: Check<C> } = {
  DIRECT_SOURCE(definition, subject, scope) {
    const source = knownSources(definition.source, subject, scope);
    const column = rowColumn(definition.column, source, subject, scope);
    const as = form(definition.as, subject);
    return source && column && as ? { ...definition, source, column, as } : undefined;
  },

  DERIVED({ rule, sources, columns: named, ...rest }, subject, scope) {
    if (rule === undefined) subject.faults.push(errors.derivedWithoutRule(subject.field, subject.where));
    else if (!scope.rules.includes(rule))
      subject.faults.push(errors.unknownRule(subject.field, rule, scope.rules, subject.where));
    const known = sources === undefined || sources.length === 0 ? [] : knownSources(sources, subject, scope);
    const columns =
      named?.map((column) => rowColumn(column, known, subject, scope)) ??
      known?.map((source) => columnOf(source, subject, scope));
    if (sources === undefined) subject.faults.push(errors.derivedWithoutSources(subject.field, subject.where));
    if (rule === undefined || known === undefined || columns === undefined || columns.includes(undefined))
      return undefined;
    return { ...rest, rule, sources: known, columns: columns as string[] };
  },

  LOOKUP_TRANSLATION(definition, subject, scope) {
    const { crosswalk, onMissing } = definition;
    const source = knownSources(definition.source, subject, scope);
    const column = rowColumn(definition.column, source, subject, scope);
    if (crosswalk === undefined) subject.faults.push(errors.lookupWithoutCrosswalk(subject.field, subject.where));
    else if (!scope.crosswalks.includes(crosswalk)) {
      subject.faults.push(errors.unknownCrosswalk(subject.field, crosswalk, scope.crosswalks, subject.where));
    }
    if (onMissing === undefined) subject.faults.push(errors.lookupWithoutPolicy(subject.field, subject.where));
    return source && column && crosswalk && onMissing
      ? { ...definition, source, column, crosswalk, onMissing }
      : undefined;
  },

  SURROGATE_ETL(definition, subject, scope) {
    const { key } = definition;
    if (key === undefined) {
      subject.faults.push(errors.surrogateWithoutKey(subject.field, subject.where));
      return undefined;
    }
    if (key === "self" || key === "external") return { ...definition, key, of: scope.key.map(({ column }) => column) };
    return parentKeyField(definition, key, subject, scope);
  },

  REFERENCE_MASTER_FEED(definition, subject, scope) {
    const { feed, column } = definition;
    const as = form(definition.as, subject);
    if (feed === undefined || column === undefined) {
      subject.faults.push(errors.feedFieldIncomplete(subject.field, subject.where));
      return undefined;
    }
    if (scope.feed?.name !== feed) {
      subject.faults.push(errors.feedNotOfTable(subject.field, feed, scope.feed?.name, subject.where));
      return undefined;
    }
    if (!scope.feed.columns.includes(column)) {
      subject.faults.push(errors.unknownFeedColumn(subject.field, feed, column, scope.feed.columns, subject.where));
    }
    return as && { ...definition, feed, column, as };
  },

  OUT_OF_SCOPE(definition, { field, where, faults }) {
    const { reason, decision, owner, on } = definition;
    if (reason === undefined || reason.trim() === "") faults.push(errors.outOfScopeWithout(field, "reason", where));
    if (decision === undefined) faults.push(errors.outOfScopeWithout(field, "decision", where));
    if (owner === undefined) faults.push(errors.outOfScopeWithout(field, "owner", where));
    if (on === undefined) faults.push(errors.outOfScopeWithout(field, "on", where));
    return reason && decision && owner && on ? { ...definition, reason, decision, owner, on } : undefined;
  },
};

function parentKeyField(
  definition: Extract<FieldDefinition, { class: "SURROGATE_ETL" }>,
  parent: string,
  subject: Subject,
  scope: DutyScope,
): ResolvedField | undefined {
  const of = definition.of ?? [];
  const parentKey = scope.parentKey(parent);
  if (parentKey === undefined) {
    if (scope.toleratesAbsentParents) return { ...definition, key: parent, of, absentParent: true };
    subject.faults.push(errors.unresolvableKeyTable(subject.field, parent, scope.targetTables, subject.where));
    return undefined;
  }
  for (const column of of) {
    if (!scope.rowColumns.includes(column)) {
      subject.faults.push(
        errors.unresolvableKeyColumn(subject.field, column, scope.table, scope.rowColumns, subject.where),
      );
    }
  }
  if (of.length !== parentKey.length) {
    subject.faults.push(
      errors.unresolvableKeyParts(
        subject.field,
        parent,
        parentKey.map((part) => part.column),
        of.length,
        subject.where,
      ),
    );
  }
  if (definition.parentMissing === undefined)
    subject.faults.push(errors.keyWithoutParentPolicy(subject.field, parent, subject.where));
  return { ...definition, key: parent, of };
}

function knownSources(
  source: readonly string[] | undefined,
  subject: Subject,
  scope: DutyScope,
): readonly string[] | undefined {
  if (source === undefined || source.length === 0) {
    subject.faults.push(errors.fieldWithoutSource(subject.field, subject.where));
    return undefined;
  }
  const before = subject.faults.length;
  for (const reference of source) checkSource(reference, subject, scope);
  return subject.faults.length === before ? source : undefined;
}

function checkSource(reference: string, { field, where, faults }: Subject, scope: DutyScope): void {
  const [table, column] = splitReference(reference);
  if (table === "row") {
    if (!scope.rowColumns.includes(column))
      faults.push(errors.unknownRowColumn(field, column, scope.table, scope.rowColumns, where));
    return;
  }
  const columns = scope.sourceColumns(table);
  if (columns === undefined) faults.push(errors.unknownSourceTable(field, table, scope.sourceTables, where));
  else if (!columns.includes(column)) faults.push(errors.unknownSourceColumn(field, reference, columns, where));
}

/** The row source's column for the whole field: the one named, or the one that the only source gives. */
function rowColumn(
  named: string | undefined,
  source: readonly string[] | undefined,
  subject: Subject,
  scope: DutyScope,
): string | undefined {
  if (named !== undefined) {
    if (scope.rowColumns.includes(named)) return named;
    subject.faults.push(errors.unknownRowColumn(subject.field, named, scope.table, scope.rowColumns, subject.where));
    return undefined;
  }
  if (source === undefined) return undefined;
  if (source.length > 1) {
    subject.faults.push(errors.severalSourcesWithoutColumn(subject.field, subject.where));
    return undefined;
  }
  return columnOf(source[0], subject, scope);
}

/** A reference stands in the row source under its full name, or under its column's name alone. */
function columnOf(reference: string, subject: Subject, scope: DutyScope): string | undefined {
  const [, column] = splitReference(reference);
  const found = [reference, column].find((name) => scope.rowColumns.includes(name));
  if (found === undefined)
    subject.faults.push(errors.sourceNotInRows(subject.field, reference, scope.table, subject.where));
  return found;
}

/** The form a value is written in; for a DATE column it follows from the layout, and must not contradict it. */
function form(as: DirectForm | undefined, { field, target, where, faults }: Subject): DirectForm | undefined {
  const layout = target.format === undefined ? undefined : FORM_OF_LAYOUT[target.format];
  if (layout === undefined) return as ?? (target.type === "NUMBER" ? "integer" : "text");
  if (as === undefined) faults.push(errors.formMissing(field, layout, where));
  else if (as !== layout) faults.push(errors.formMismatch(field, as, target.format!, where));
  return as;
}

/** `TABLE.Field` in its two parts. */
export function splitReference(reference: string): readonly [string, string] {
  const dot = reference.indexOf(".");
  return dot < 0 ? [reference, ""] : [reference.slice(0, dot), reference.slice(dot + 1)];
}
