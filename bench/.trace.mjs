import { DuckDBConnection } from "/work/main/node_modules/@duckdb/node-api/lib/index.js";

for (const m of ["run", "runAndReadAll"]) {
  const o = DuckDBConnection.prototype[m];
  DuckDBConnection.prototype[m] = async function (sql, ...a) {
    const t = performance.now();
    try {
      return await o.call(this, sql, ...a);
    } finally {
      const d = performance.now() - t;
      if (d > 300) console.error(d.toFixed(0), m, String(sql).replace(/\s+/g, " ").slice(0, 300));
    }
  };
}
