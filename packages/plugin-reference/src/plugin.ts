import { type MigrationPlugin, plugin } from "@pas-migrate/core";

/** Reference data: staff and users from the trust's own feeds, sites from V83. */
@plugin({
  id: "reference",
  title: "Staff, users and sites",
  engine: "^1.0.0",
  assets: import.meta.url,
})
export class ReferencePlugin implements MigrationPlugin {}
