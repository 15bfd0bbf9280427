// Makes PATDATA extracts for the benchmark: 40 filled columns that LOAD_PMI uses, in random key order, the same bytes
// for the same number of rows. Faults are as frequent as migrations find them. No real person: NHS numbers are in the 999 range, names are numbered.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { withCheckDigit } from "@pas-migrate/nhs";

const COLUMNS = [
  "InternalPatientNumber",
  "DistrictNumber",
  "NhsNumber",
  "NHSNumberStatus",
  "Sex",
  "Title",
  "Forenames",
  "Surname",
  "InternalDateOfBirth",
  "PtDoB",
  "CountryOfBirth",
  "EthnicType",
  "SpokenLanguage",
  "Religion",
  "MaritalStatus",
  "ExtAddressLine1",
  "ExtAddressLine2",
  "ExtAddressLine3",
  "ExtAddressLine4",
  "ExtAddressLine5",
  "ExtAddressPostcd",
  "PtAddrLine1",
  "PtAddrLine2",
  "PtAddrLine3",
  "PtAddrLine4",
  "PtAddrPostCode",
  "PtPseudoPostCode",
  "PtHomePhone",
  "PtWorkPhone",
  "PtMobilePhone",
  "PtEmail",
  "PtDateOfDeathInt",
  "GeneralComments",
  "PtAddrComments",
  "PtDeathComment1",
  "PtDeathComment2",
  "PtDeathInformedBy",
  "PtIdentificationComments",
  "MedicalProfileComments",
  "GpCode",
];

/** Master files: the code, what it means and, for some, the national code. */
const MASTERS = {
  PMITITLEMF: ["Title,Description", "MR,Mister", "MRS,Mistress", "MISS,Miss", "DR,Doctor"],
  RELIGION: ["Religion,Description", "CE,Church of England", "RC,Roman Catholic", "NONE,None"],
  MARITALS: ["MaritalStatus,Description", "S,Single", "M,Married", "D,Divorced", "W,Widowed"],
  COUNTRYBIRTHMF: ["CountryCode,CountryName,CountryONS", "ENG,England,921", "SCO,Scotland,923", "IND,India,356"],
  ETHN: [
    "EthnicOriginCode,EthnicOriginDesc,EthnicityNatCode,EthnicityNatCodeDesc",
    "WB,White British,A,White British",
    "IN,Indian,H,Indian",
    "PK,Pakistani,J,Pakistani",
    "NS,Not stated,Z,Not stated",
  ],
};

/** A small generator of numbers that are the same on every machine (mulberry32). */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes the extracts for a number of patients, unless they are there. Returns their folder. */
export function makeExtracts(root, patients) {
  const folder = join(root, `patdata-${patients}`);
  if (existsSync(join(folder, "PATDATA.csv"))) return folder;
  mkdirSync(folder, { recursive: true });
  for (const [table, lines] of Object.entries(MASTERS))
    writeFileSync(join(folder, `${table}.csv`), `${lines.join("\r\n")}\r\n`);
  const gps = ["GpCode,DohCode,NationalCode,PracticeCode,Postcode,MfRecStsInd"];
  for (let i = 0; i < 900; i++) gps.push(`G${i},G${String(1000000 + i * 7)},,Y${String(10000 + i)},WH1 ${i % 10}AB,0`);
  writeFileSync(join(folder, "GP.csv"), `${gps.join("\r\n")}\r\n`);
  writePatients(join(folder, "PATDATA.csv"), patients);
  return folder;
}

function writePatients(path, patients) {
  const random = randomOf(20260327);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const whole = (from, to) => from + Math.floor(random() * (to - from));
  const numbers = Int32Array.from({ length: patients }, (_, i) => i + 1);
  for (let i = patients - 1; i > 0; i--) {
    const j = whole(0, i + 1);
    [numbers[i], numbers[j]] = [numbers[j], numbers[i]];
  }
  const handle = openSync(`${path}.part`, "w");
  let waiting = [COLUMNS.join(",")];
  for (let i = 0; i < patients; i++) {
    waiting.push(patient(numbers[i], { random, pick, whole }));
    if (waiting.length === 20000) {
      writeSync(handle, `${waiting.join("\r\n")}\r\n`);
      waiting = [];
    }
  }
  if (waiting.length > 0) writeSync(handle, `${waiting.join("\r\n")}\r\n`);
  closeSync(handle);
  renameSync(`${path}.part`, path);
}

function patient(number, { random, pick, whole }) {
  const day = `${String(whole(1, 29)).padStart(2, "0")}`;
  const month = `${String(whole(1, 13)).padStart(2, "0")}`;
  const year = String(whole(1920, 2020));
  const house = `${whole(1, 400)} ${pick(["HIGH STREET", "STATION ROAD", "CHURCH LANE", "VICTORIA AVENUE"])}`;
  const town = pick(["WESTHAVEN", "EASTHAVEN", "MIDHAVEN", "NORTHAVEN"]);
  const postcode = `WH${whole(1, 40)} ${whole(1, 10)}AB`;
  const comment =
    random() < 0.05
      ? '"RING BEFORE 6, ASK FOR ""WORK"""'
      : random() < 0.005
        ? '"FIRST LINE\r\nSECOND LINE"'
        : "CALLS FROM NEIGHBOUR";
  return [
    String(number).padStart(9, "0"),
    `D${String(number).padStart(7, "0")}`,
    nhsNumber(number, random()),
    random() < 0.9 ? "01" : "02",
    random() < 0.003 ? "X" : pick(["M", "F"]),
    pick(["MR", "MRS", "MISS", "DR"]),
    pick(["ANN MARY", "JOHN", "PETER JAMES ALAN", "SUSAN JANE", "O'DEE", "ALAN", "MARGARET ROSE ANN MARIE"]),
    `SURNAME${whole(0, 5000)}`,
    `${year}${month}${day}`,
    `${day}/${month}/${year}`,
    pick(["ENG", "SCO", "IND"]),
    pick(["WB", "IN", "PK", "NS"]),
    pick(["ENGLISH", "POLISH", "URDU"]),
    pick(["CE", "RC", "NONE"]),
    pick(["S", "M", "D", "W"]),
    `${house} FLAT ${whole(1, 9)}`,
    town,
    "HAVENSHIRE",
    "ENGLAND",
    random() < 0.1 ? "GREAT BRITAIN" : "",
    random() < 0.96 ? postcode : "WH99 9ZZ",
    house,
    town,
    "HAVENSHIRE",
    "UK",
    postcode,
    "ZZ99 3VZ",
    `01632 96${whole(1000, 9999)}`,
    `01632 96${whole(1000, 9999)}${random() < 0.1 ? " AFTER 6" : ""}`,
    `+44 7700 90${whole(1000, 9999)}`,
    `patient${number}@example.org`,
    random() < 0.1 ? `2024${month}${day}` : "",
    comment,
    "SECOND DOOR",
    "DIED AT HOME",
    "EXPECTED",
    "DAUGHTER",
    "TATTOO LEFT ARM",
    "ASTHMA",
    `G${whole(0, 903)}`,
  ].join(",");
}

/** Three numbers in a hundred are missing, one in four hundred is wrong in its check digit. */
function nhsNumber(number, luck) {
  if (luck < 0.03) return "";
  const first = `999${String(number % 1000000).padStart(6, "0")}`;
  const right =
    withCheckDigit(first) ?? withCheckDigit(`998${first.slice(3)}`) ?? withCheckDigit(`997${first.slice(3)}`);
  const digits = luck < 0.0325 ? `${right.slice(0, 9)}${(Number(right[9]) + 1) % 10}` : right;
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}
