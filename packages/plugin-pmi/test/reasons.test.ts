import { NhsNumbers } from "@pas-migrate/nhs";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { expect } from "chai";
import { migrate, patient, table } from "./support/migrate.js";

/** One thing wrong for each reason of the plugin. */
const source = {
  PATDATA: table(
    patient("1", { NhsNumber: "99900000l8" }),
    patient("2", { NhsNumber: "999000001" }),
    patient("3", { NhsNumber: "9990000000" }),
    patient("4", { NhsNumber: "9990000019" }),
    patient("5", { NhsNumber: "1111111111" }),
    patient("6", { NhsNumber: "9990000018", NHSNumberStatus: "99" }),
    patient("7", {
      ExtAddressLine1: "1 HIGH STREET",
      ExtAddressPostcd: "SW1A 1AA",
      PtAddrLine1: "1 LOW ST",
      PtAddrPostCode: "SE1 6LH",
    }),
    patient("8", { GpCode: "NAT" }),
    patient("9", { GpCode: "GON" }),
    patient("10", { PtDeathIndInt: "Y" }),
    patient("11"),
    patient("12"),
    patient("13"),
    patient("14"),
    patient("15"),
  ),
  GP: table({ GpCode: "NAT", DohCode: "1234567", PracticeCode: "12345" }, { GpCode: "OK", DohCode: "G1234567" }),
  GPHISTORY: table(
    { InternalPatientNumber: "9", SeqNo: "1", GpCode: "OK", FromDate: "01/01/2000" },
    { InternalPatientNumber: "9", SeqNo: "2", GpCode: "OK", FromDate: "01/01/2001" },
  ),
  PREVADDRESS: table(
    { InternalPatientNumber: "1", SeqNo: "1", PtAddLn1: "1 OLD ST" },
    { InternalPatientNumber: "nobody", SeqNo: "1", PtAddLn1: "1 OLD ST", EffectiveToDateInt: "20191231" },
  ),
  MERGEDID: table(
    { OldID: "10", NextID: "11" },
    { OldID: "12", NextID: "1" },
    { OldID: "12", NextID: "2" },
    { OldID: "13", NextID: "13" },
    { OldID: "14", NextID: "nobody" },
    { OldID: "15", NextID: "1", NewestID: "2" },
  ),
  CASENLOC: table({ Location: "LIB" }),
  BORROWER: table({ BorrowerCode: "LIB" }),
};

describe("the reasons of the plugin", () => {
  const { reasons } = new PmiPlugin(new NhsNumbers());

  it("all arise, and no other reason that nobody explains does", async () => {
    const { rejects } = await migrate(source);
    expect([...new Set(rejects.map(({ reason }) => reason))].sort()).to.deep.equal(Object.keys(reasons).sort());
  });

  it("say in each error what is wrong and what to do", () => {
    const silent = Object.entries(reasons).filter(
      ([, { severity, message }]) => severity === "error" && !/[.,;] .+\.$/.test(message),
    );
    expect(silent).to.deep.equal([]);
  });
});
