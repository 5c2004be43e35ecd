import type { ClientBase, Pool } from "pg";
import { pool } from "@/lib/db";
import { PackageIds } from "@/lib/inventory/ingest/package-ids";
import { insertNamedPackages, selectNamedPackageIds } from "@/lib/inventory/ingest/queries/dictionary";
import { selectPackageIds } from "../queries/targets";
import type { Resolved } from "./plan-subjects";
import { selectAliasGroups, selectArtifactsOfProducts, type Within } from "./queries/resolve";
import type { VexDocument } from "./read/model";

/**
 * The ids of the packages of a document. What the dictionary lacks is added, in a transaction of its own and as no package of the inventory, so that what is said
 * of it counts when an SBOM names it.
 */
export async function addPackages(document: VexDocument, on: Pool = pool()): Promise<number[]> {
  return new PackageIds(on, { find: selectNamedPackageIds, add: insertNamedPackages }).idsOf(document.packages);
}

/** The same without adding any: those that are missing have numbers that no package has. */
export async function findPackages(client: ClientBase, document: VexDocument): Promise<number[]> {
  const known = await selectPackageIds(client, document.packages);
  return document.packages.map(({ ecosystem, name }) => known.get(`${ecosystem} ${name}`) ?? 0);
}

/** What of the inventory a document speaks of now. */
export async function resolveDocument(client: ClientBase, document: VexDocument, packageIds: readonly number[], within: Within): Promise<Resolved> {
  const wanted = document.products.map(({ names, version, digests, serial }, n) => ({ n, names, version, digests, serial }));
  const artifacts = wanted.length === 0 ? [] : await selectArtifactsOfProducts(client, wanted, within);
  const names = new Set(document.statements.flatMap((statement) => statement.names.map((name) => name.toUpperCase())));
  return { within, packageIds, artifacts, groups: await selectAliasGroups(client, [...names]) };
}
