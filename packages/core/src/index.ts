import "reflect-metadata";

export type { LedgerReport, SourceBalance, TargetBalance } from "./assurance/balance.js";
export { type CheckOptions, type CheckResult, checkRun, readManifest, readReport } from "./assurance/check.js";
export type { EvidenceIndex } from "./assurance/evidence-index.js";
export {
  type EvidenceProblem,
  type EvidenceVerification,
  judgeEvidence,
  sealEvidence,
  verifyEvidence,
} from "./assurance/evidence-pack.js";
export type { GateResult, GateStatus } from "./assurance/gates.js";
export { ledgerClasses, NOTHING_HELD } from "./assurance/ledger.js";
export type { Comparisons } from "./assurance/reconciliation/definitions.js";
export type { ListResult } from "./assurance/reconciliation/lists.js";
export type { MeasureCell } from "./assurance/reconciliation/measures.js";
export type { FinishedRun, Reconciliation } from "./assurance/reconciliation/reconcile.js";
export {
  type ReleaseCheck,
  type ReleaseOptions,
  type ReleaseResult,
  type ReleaseRule,
  releaseRun,
} from "./assurance/release.js";
export { type ReleaseMeasure, releaseMeasures } from "./assurance/release-measures.js";
export { packagedProfile, packagedProfiles, type ReleaseProfile, readProfile } from "./assurance/release-profile.js";
export { draftWaiver } from "./assurance/waiver-draft.js";
export {
  type JudgedWaiver,
  readWaivers,
  type Waiver,
  type WaiverFile,
  type WaiverStatus,
} from "./assurance/waivers.js";
export type { SourceTable } from "./catalog/source-table.js";
export type { TargetColumn, TargetTable } from "./catalog/target-table.js";
export * from "./columns/index.js";
export { canonicalJson, meaningHash } from "./contract/canonical.js";
export type { CompiledContract, CompiledField, CompiledTable } from "./contract/model.js";
export { mappingPages } from "./contract/pages.js";
export { type ContractSummary, summarizeContract, writeContractReports } from "./contract/reports.js";
export { type FieldDefinition, type MappingClass, mappingClasses } from "./contract/schema.js";
export type { CodeSet, CodeSets, CrosswalkPair } from "./crosswalks/crosswalk.js";
export type { CrosswalkDrafts } from "./engine/draft-crosswalks.js";
export { externalId, recordNumber } from "./engine/keys.js";
export { createMigration, type Migration } from "./engine/migration.js";
export type { FeedOptions, MigrationOptions, RunOptions, Settings } from "./engine/options.js";
export type { RunResult } from "./engine/run.js";
export { didYouMean } from "./errors/did-you-mean.js";
export {
  type ExitCode,
  type Fault,
  formatFault,
  MigrationError,
  MigrationFaults,
  type Place,
  throwFaults,
} from "./errors/migration-error.js";
export { type LocatedYaml, readLocatedYaml } from "./files/located-yaml.js";
export type { Rule, RuleBook, RuleStage, SignOffRole } from "./gates/rule.js";
export type { SourceEncoding } from "./intake/record-scanner.js";
export { type CsvDirectoryOptions, csvDirectory, type ExtractSource } from "./intake/source.js";
export { CORE_VERSION } from "./plugin/boot.js";
export { SnapshotClock, snapshotClock } from "./plugin/clock.js";
export type { Derivation, DerivationContext, Derivations } from "./plugin/derivation.js";
export type {
  AfterTable,
  AfterTableContext,
  BeforeTable,
  BeforeTableContext,
  Gate,
  GateContext,
  GateDefinition,
  GateOutcome,
  GateSeverity,
  MigrationHooks,
  Tap,
  TransformField,
  TransformFieldContext,
} from "./plugin/hooks.js";
export {
  isPlugin,
  type MigrationPlugin,
  type PluginAssets,
  type PluginChoice,
  type PluginClass,
  type PluginManifest,
  plugin,
} from "./plugin/plugin.js";
export { provideClass, provideValue, type ServiceProvider, type ServiceToken } from "./plugin/services.js";
export type { Reason, Reasons } from "./rejects/reasons.js";
export type { Reject, RejectSeverity, RejectStage } from "./rejects/reject.js";
export type { OnProgress, Progress, Stage } from "./report/progress.js";
export type { CrosswalkReport, FieldReport, InputReport, RunReport, TableReport } from "./report/run-report.js";
export type { TableScore } from "./score/compare-tables.js";
export { differencesOf, type Score, type ScoreOptions, scoreRun } from "./score/score.js";
export type { MissedFault, RuleScore } from "./score/score-faults.js";
