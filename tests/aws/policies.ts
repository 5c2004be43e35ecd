import { readFileSync } from "node:fs";
import { resolve } from "node:path";

type Statement = { Effect: string; Principal?: unknown; Action: string | string[]; Resource?: string | string[] };

/** The policies of identities in docs/aws.md. Those of resources and of trust, which have a principal, are about what others may. */
export function documentedStatements(): Statement[] {
  const text = readFileSync(resolve(import.meta.dirname, "../../docs/aws.md"), "utf8");
  const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => JSON.parse(json) as { Version: string; Statement: Statement[] });
  return blocks.flatMap(({ Statement }) => Statement).filter(({ Principal }) => Principal === undefined);
}

/** Every action that docs/aws.md lets Wherein take. */
export function documentedActions(): ReadonlySet<string> {
  return new Set(documentedStatements().flatMap(({ Action }) => Action));
}
