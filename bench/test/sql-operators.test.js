import { expect } from "chai";
import { applyEdit, sqlEdits } from "../mutants/sql-operators.js";

/** Each change as `operator: the text after it`. */
function changes(sql, operator) {
  return sqlEdits(sql)
    .filter((edit) => operator === undefined || edit.operator === operator)
    .map((edit) => applyEdit(sql, edit));
}

describe("SQL mutation operators", () => {
  it("turns a left join into a join and a join into a left join, and leaves other joins alone", () => {
    expect(changes("from a left join b using (c) join d using (e) cross join f", "join")).to.deep.equal([
      "from a join b using (c) join d using (e) cross join f",
      "from a left join b using (c) left join d using (e) cross join f",
    ]);
  });

  it("turns a comparison into its neighbour, but no cast, concatenation or arrow", () => {
    expect(changes("a = b", "comparison")).to.deep.equal(["a <> b"]);
    expect(changes("a <> b", "comparison")).to.deep.equal(["a = b"]);
    expect(changes("a < b", "comparison")).to.deep.equal(["a <= b"]);
    expect(changes("a >= b", "comparison")).to.deep.equal(["a > b"]);
    expect(changes("a::int || b -> c", "comparison")).to.deep.equal([]);
  });

  it("swaps and and or, and leaves the and of between alone", () => {
    expect(changes("a between b and c and d or e", "and/or")).to.deep.equal([
      "a between b and c or d or e",
      "a between b and c and d and e",
    ]);
  });

  it("swaps the first two arguments of coalesce, whatever stands inside them", () => {
    expect(changes("coalesce(f(a, b), 'x, y', c)", "coalesce")).to.deep.equal(["coalesce('x, y', f(a, b), c)"]);
    expect(changes("coalesce(a)", "coalesce")).to.deep.equal([]);
  });

  it("drops each conjunct of where and of on, and makes a lone one of where true", () => {
    expect(changes("from t where a = 1 and (b or c) and d group by e", "conjunct")).to.deep.equal([
      "from t where (b or c) and d group by e",
      "from t where a = 1  and d group by e",
      "from t where a = 1 and (b or c)  group by e",
    ]);
    expect(changes("from a join b on a.x = b.x and a.y = b.y where z", "conjunct")).to.deep.equal([
      "from a join b on a.y = b.y where z",
      "from a join b on a.x = b.x  where z",
      "from a join b on a.x = b.x and a.y = b.y where true",
    ]);
    expect(changes("from a join b on a.x = b.x", "conjunct")).to.deep.equal([]);
  });

  it("leaves a condition with or at its top as it is, and does not look into case for its parts", () => {
    expect(changes("from t where a or b and c", "conjunct")).to.deep.equal([]);
    expect(changes("from t where case when a and b then c end", "conjunct")).to.deep.equal(["from t where true"]);
  });

  it("takes the other extreme, the other boolean, the other order and the other null test", () => {
    expect(changes("min(a)", "min/max")).to.deep.equal(["max(a)"]);
    expect(changes("bool_and(a)", "min/max")).to.deep.equal(["bool_or(a)"]);
    expect(changes("min + 1", "min/max")).to.deep.equal([]);
    expect(changes("coalesce(a, false)", "boolean")).to.deep.equal(["coalesce(a, true)"]);
    expect(changes("order by a desc", "order")).to.deep.equal(["order by a asc"]);
    expect(changes("a is null and b is not null", "null test")).to.deep.equal([
      "a is not null and b is not null",
      "a is null and b is null",
    ]);
  });

  it("changes literals, but neither the name of a reason, what is trimmed, nor a variable's name", () => {
    expect(changes("a = 'it''s' or b > 9", "literal")).to.deep.equal([
      "a = 'it''s~' or b > 9",
      "a = 'it''s' or b > 10",
    ]);
    expect(changes("trim(a, ' ') || getvariable('snapshot')", "literal")).to.deep.equal([]);
    expect(changes("case when a then 'PERIOD_UNCERTAIN' end", "literal")).to.deep.equal([]);
  });

  it("changes nothing in comments, strings and quoted names", () => {
    expect(changes('-- a = b\nselect "x = y"')).to.deep.equal([]);
    expect(changes("select 'a = b'")).to.deep.equal(["select 'a = b~'"]);
  });
});
