import type { Context } from "@/lib/context";
import { importVex, type VexImport } from "@/lib/decisions/vex";
import { ada } from "./setup/decision-people";

/** A statement of OpenVEX with defaults: CVE-2026-1 is fixed in `left`. */
export type Said = { cve?: string; status?: string; products?: unknown[]; [field: string]: unknown };

/** An OpenVEX document. */
export function vexOf(statements: readonly Said[], head: object = {}): Buffer {
  const document = {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://acme.test/vex/1",
    author: "Acme",
    timestamp: "2026-03-01T10:00:00Z",
    version: 1,
    ...head,
    statements: statements.map(({ cve = "CVE-2026-1", status = "not_affected", products = [{ "@id": "pkg:npm/left" }], ...more }) => ({
      vulnerability: { name: cve },
      status,
      products,
      ...(status === "not_affected" && { justification: "vulnerable_code_not_present" }),
      ...more,
    })),
  };
  return Buffer.from(JSON.stringify(document));
}

/** A package in a product. */
export const inProduct = (product: string, ...packages: string[]) => ({ "@id": product, subcomponents: packages.map((purl) => ({ "@id": purl })) });

type Options = Parameters<typeof importVex>[0]["input"]["options"];

export const importing = (content: Buffer, options: Options = {}, ctx: Context = ada): Promise<VexImport> => importVex({ ctx, input: { content, options } });
