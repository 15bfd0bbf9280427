import assert from "node:assert/strict";
import { test } from "node:test";
import { testMigration } from "@pas-migrate/core/testing";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { WesthavenPlugin } from "./westhaven.js";

const patients = {
  InternalPatientNumber: ["1", "2", "3"],
  DistrictNumber: ["D1", "D2", "D3"],
  Occupation: ["Librarian", "Astronaut", null],
};

test("codes the occupations that occupational health follows up, and puts the others on the work-list", async () => {
  const { table, rejects } = await testMigration({
    plugins: [PmiPlugin, WesthavenPlugin],
    source: { PATDATA: patients },
  });
  assert.deepEqual(table("LOAD_PMI").column("occupation_code"), ["LIB", null, null]);
  const own = rejects.filter(({ field }) => field === "occupation_code");
  assert.deepEqual(
    own.map(({ reason, key, code }) => ({ reason, key, code })),
    [{ reason: "CODE_NOT_MAPPED", key: "2", code: "" }],
  );
});

test("finds patients with an interpreter and without a preferred language", async () => {
  const { gates } = await testMigration({
    plugins: [PmiPlugin, WesthavenPlugin],
    source: { PATDATA: patients, INTERPRETERBOOKING: { BookingNumber: ["B1"], InternalPatientNumber: ["3"] } },
  });
  const { status, target_failures: failures } = gates.find(({ id }) => id === "WEST-02");
  assert.deepEqual({ status, failures }, { status: "fail", failures: 1 });
});
