import "reflect-metadata";

export { type Applied, applyDerivation, derivedValues, type LiteralColumn } from "./apply.js";
export { type GateFixture, type GateFixtureOptions, gateFixtures } from "./gate-fixtures.js";
export { type TestMigrationOptions, type TestReject, type TestResult, type TestTable, testMigration } from "./kit.js";
export type { LiteralTable, LiteralTables } from "./literal-tables.js";
export { type MockScore, type MockScoreOptions, scoreMock } from "./mock-score.js";
export { type Story, stories } from "./stories.js";
