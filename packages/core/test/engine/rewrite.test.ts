import { expect } from "chai";
import { Database } from "../../dist/engine/database.js";
import { emptiedInOrder } from "../../dist/engine/rewrite.js";

describe("fields that closing empties", () => {
  it("are told at their places and at no other", () => {
    const emptied = new Map([
      ["a", Uint32Array.of(0, 2, 5)],
      ["b", Uint32Array.of(2)],
    ]);
    const at = emptiedInOrder({ dropped: new Map(), emptied });
    expect([0, 1, 2, 3, 4, 5, 6].map(at)).to.deep.equal([["a"], [], ["a", "b"], [], [], ["a"], []]);
  });
});

describe("a connection", () => {
  it("reads whole numbers of more than one chunk", async () => {
    const database = await Database.open({ threads: 1 });
    try {
      const connection = await database.connect();
      const numbers = await connection.numbers("select cast(range as integer) from range(5000)");
      expect([...numbers]).to.deep.equal(Array.from({ length: 5000 }, (_, i) => i));
    } finally {
      database.close();
    }
  });

  it("works under a part of the memory limit where it is told to, and under all of it afterwards, even if that fails", async () => {
    const database = await Database.open({ threads: 1, memoryLimit: "400MB" });
    try {
      const connection = await database.connect();
      const limit = () => connection.value("select current_setting('memory_limit')");
      const whole = await limit();
      expect(await connection.frugally(limit)).to.not.equal(whole);
      expect(await limit()).to.equal(whole);
      let failure: unknown;
      await connection.frugally(() => Promise.reject(new Error("no"))).catch((error: unknown) => (failure = error));
      expect(failure).to.be.an("error");
      expect(await limit()).to.equal(whole);
    } finally {
      database.close();
    }
  });
});
