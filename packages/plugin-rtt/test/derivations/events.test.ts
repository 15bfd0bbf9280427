import { expect } from "chai";
import { eventAction } from "../../dist/derivations/events.js";
import { type Derived, derive } from "../support/derive.js";

type Event = readonly [status: string | null, moment: string];

/** The actions of one period's events. */
function actions(events: readonly Event[], begins: string, stops: string | null): Derived {
  return derive(
    eventAction,
    events.map(([status]) => status),
    events.map(() => "1|P|1"),
    events.map(([, moment]) => moment),
    events.map(() => begins),
    events.map(() => stops),
  );
}

describe("the action of an event", () => {
  it("starts with 10, 11 and 12, continues with 20 and 21, stops with 30 to 36, does nothing with 90 to 99", () => {
    const codes = "10 11 12 20 21 30 31 32 33 34 35 36 90 91 92 98 99".split(" ");
    const { values, refused } = derive(
      eventAction,
      codes.map((code) => `L${code}`),
      codes.map(() => null),
      codes.map(() => "202501010900"),
      codes.map(() => null),
      codes.map(() => null),
    );
    expect(values).to.deep.equal([
      ...new Array(3).fill("START"),
      ...new Array(2).fill("CONTINUE"),
      ...new Array(7).fill("STOP"),
      ...new Array(5).fill("NOACTION"),
    ]);
    expect(refused).to.deep.equal([]);
  });

  it("takes a whole period in order: start, continue, no action, stop", () => {
    const result = actions(
      [
        ["L10", "202501060910"],
        ["L20", "202502030900"],
        ["L98", "202502100900"],
        ["L30", "202503101430"],
      ],
      "202501060910",
      "202503101430",
    );
    expect(result).to.deep.equal({ values: ["START", "CONTINUE", "NOACTION", "STOP"], refused: [] });
  });

  it("leaves out a status that has no national code, and one that is empty has no action", () => {
    const result = actions(
      [
        ["L10", "202501060910"],
        ["X", "202501070910"],
        [null, "202501080910"],
        [" ", "202501090910"],
      ],
      "202501060910",
      null,
    );
    expect(result).to.deep.equal({ values: ["START", null, null, null], refused: ["1 ACTION_UNKNOWN"] });
  });

  it("refuses a start on another day than the clock's, and then has none", () => {
    const result = actions(
      [
        ["L10", "202501070910"],
        ["L20", "202502030900"],
      ],
      "202501060910",
      null,
    );
    expect(result.refused).to.deep.equal(["0 START_NOT_AT_CLOCK_START", "1 PERIOD_WITHOUT_START"]);
  });

  it("takes a start at another hour of the clock's first day", () => {
    expect(actions([["L10", "202501061545"]], "202501060910", null)).to.deep.equal({ values: ["START"], refused: [] });
  });

  it("refuses all starts of the first day but the one at the clock's own minute", () => {
    const result = actions(
      [
        ["L12", "202501060800"],
        ["L10", "202501060910"],
        ["L10", "202501061200"],
      ],
      "202501060910",
      null,
    );
    expect(result.refused).to.deep.equal(["0 SECOND_START", "2 SECOND_START"]);
  });

  it("refuses all starts of the first day but the first, where none is at the clock's own minute", () => {
    const result = actions(
      [
        ["L10", "202501061200"],
        ["L12", "202501061100"],
      ],
      "202501060910",
      null,
    );
    expect(result.refused).to.deep.equal(["0 SECOND_START"]);
  });

  it("never stops a clock that runs", () => {
    const result = actions(
      [
        ["L10", "202501060910"],
        ["L30", "202503101430"],
      ],
      "202501060910",
      null,
    );
    expect(result.refused).to.deep.equal(["1 STOP_OF_RUNNING_CLOCK"]);
  });

  it("refuses a stop on another day than the clock's", () => {
    const result = actions(
      [
        ["L10", "202501060910"],
        ["L34", "202503091430"],
      ],
      "202501060910",
      "202503101430",
    );
    expect(result.refused).to.deep.equal(["1 STOP_NOT_AT_CLOCK_STOP"]);
  });

  it("keeps the stop at the clock's own minute, else the last of the last day", () => {
    const period: readonly Event[] = [
      ["L10", "202501060910"],
      ["L30", "202503100900"],
      ["L34", "202503101430"],
    ];
    expect(actions(period, "202501060910", "202503100900").refused).to.deep.equal(["2 SECOND_STOP"]);
    expect(actions(period, "202501060910", "202503101700").refused).to.deep.equal(["1 SECOND_STOP"]);
  });

  it("takes a stop of which the clock holds the day only", () => {
    const result = actions(
      [
        ["L10", "202501060910"],
        ["L30", "202503100900"],
      ],
      "202501060910",
      "20250310",
    );
    expect(result).to.deep.equal({ values: ["START", "STOP"], refused: [] });
  });

  it("refuses a start after the stop, and what is left without a start", () => {
    const result = actions(
      [
        ["L30", "202501061000"],
        ["L10", "202501061100"],
      ],
      "202501060910",
      "202501061200",
    );
    expect(result.refused).to.deep.equal(["1 START_AFTER_STOP", "0 PERIOD_WITHOUT_START"]);
  });

  it("counts periods apart that begin with a continuing status", () => {
    const result = actions(
      [
        ["L20", "202502010900"],
        ["L30", "202503101430"],
      ],
      "202501060910",
      "202503101430",
    );
    expect(result.refused).to.deep.equal(["0 PERIOD_BEGINS_WITH_CONTINUE", "1 PERIOD_BEGINS_WITH_CONTINUE"]);
  });

  it("is START_STOP for the only event of a clock that starts and stops at it", () => {
    expect(actions([["L30", "202501060910"]], "202501060910", "202501060910")).to.deep.equal({
      values: ["START_STOP"],
      refused: [],
    });
  });

  it("is no START_STOP where the clock ran for a while, or beside another event", () => {
    expect(actions([["L30", "202501061000"]], "202501060910", "202501061000").refused).to.deep.equal([
      "0 PERIOD_WITHOUT_START",
    ]);
    const beside = actions(
      [
        ["L30", "202501060910"],
        ["L98", "202501060910"],
      ],
      "202501060910",
      "202501060910",
    );
    expect(beside.values).to.not.include("START_STOP");
    expect(beside.refused).to.deep.equal(["0 PERIOD_WITHOUT_START", "1 PERIOD_WITHOUT_START"]);
  });

  it("takes a start and a stop at one minute as the two events they are", () => {
    const result = actions(
      [
        ["L10", "202501060910"],
        ["L30", "202501060910"],
      ],
      "202501060910",
      "202501060910",
    );
    expect(result).to.deep.equal({ values: ["START", "STOP"], refused: [] });
  });

  it("judges each period by itself, whatever the order of rows", () => {
    const result = derive(
      eventAction,
      ["L20", "L10", "L10"],
      ["1|P|2", "1|P|1", "1|P|2"],
      ["202505010900", "202501060910", "202504010900"],
      ["202504010900", "202501060910", "202504010900"],
      [null, "202503010000", null],
    );
    expect(result).to.deep.equal({ values: ["CONTINUE", "START", "START"], refused: [] });
  });
});
