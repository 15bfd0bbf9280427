import { type MockDomain, mockTable, Random, type Scene, type SceneOptions } from "@pas-migrate/core/mock";

/** A hospital small enough to be seen whole: people with a name and, some of them, a visit. */
interface Villager {
  readonly index: number;
  readonly name: string;
  readonly visits: number;
}

const PEOPLE = mockTable("PEOPLE", ["Number", "Name"]);
const VISITS = mockTable("VISITS", ["Number", "Visit"]);
const LOAD_PEOPLE = mockTable("LOAD_PEOPLE", ["record_number", "external_system_id", "name"]);
const places = mockTable("places", ["place"]);

const village: MockDomain<undefined, Villager> = {
  id: "village",
  sources: [PEOPLE, VISITS],
  loads: [LOAD_PEOPLE],
  feeds: [places],
  masters: (_hospital, rows) => rows.feed(places, { place: "Green" }),
  source: ({ index, name, visits }, _hospital, rows) => {
    rows.source(PEOPLE, { Number: String(index), Name: name });
    for (let visit = 1; visit <= visits; visit += 1)
      rows.source(VISITS, { Number: String(index), Visit: String(visit) });
  },
  expected: ({ index, name }, _hospital, rows) => {
    rows.expect(LOAD_PEOPLE, { record_number: String(1000 + index), external_system_id: String(index), name });
  },
  defects: [
    {
      id: "name-blank",
      title: "A name is missing",
      rate: 0.2,
      plant: (rows, { index, name }) => {
        rows.source("PEOPLE")[0].Name = "";
        rows.expected("LOAD_PEOPLE")[0].name = "";
        const truth = { verdict: "gate", table: "LOAD_PEOPLE", key: String(index), field: "name" } as const;
        return [{ rule: "VIL-01", ...truth, before: name, after: "" }];
      },
    },
    {
      id: "record-broken",
      title: "A quote that nobody closed",
      rate: 0.05,
      plant: (rows, { index, name }) => {
        const [row] = rows.source("PEOPLE");
        rows.damage(row, (fields) => `${fields[0]},"${fields[1]}`);
        rows.expected("LOAD_PEOPLE").length = 0;
        const truth = { verdict: "quarantine", table: "PEOPLE", key: String(index), field: "" } as const;
        return [{ rule: "GEN-12", ...truth, before: name, after: "" }];
      },
    },
  ],
};

export function openScene({ seed }: SceneOptions): Scene<undefined, Villager> {
  return {
    hospital: undefined,
    lifeOf: (index) => {
      const random = Random.of(seed, "villager", index);
      return { index, name: random.pick(["Ann", "Bob, junior", "Zoë"]), visits: random.between(0, 3) };
    },
    domains: [village],
    clusterOf: ({ index }) => String(index % 7),
  };
}
