import { makeExtracts } from "./data.js";

for (const n of process.argv.slice(2)) console.log(makeExtracts("/work/main/bench/data", Number(n)));
