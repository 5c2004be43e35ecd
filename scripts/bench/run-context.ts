import type pg from "pg";
import type { Access } from "./access";
import type { FleetDictionary } from "./fleet/dictionary";
import type { Watched } from "./measure/usage";
import type { BenchOptions } from "./options";
import type { Figure } from "./report/figures";
import type { ServerUnderTest } from "./server-under-test";

/** What every part of a run works with. */
export type BenchRun = {
  options: BenchOptions;
  server: ServerUnderTest;
  access: Access;
  client: pg.Client;
  databaseUrl: string;
  dictionary: FleetDictionary;
  watched: Watched;
  report(figure: Figure): void;
  say(line: string): void;
};
