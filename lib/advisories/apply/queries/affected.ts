import type { ClientBase } from "pg";
import type { AffectedPackage, AffectedRange, AffectedVersion } from "@/lib/advisories/model";
import { int4Array } from "@/lib/db/binary-arrays";
import { BinaryCopy } from "@/lib/db/binary-copy";

const settleRows = 500;

/** A range or a version of an advisory; `n` tells those of one package apart. */
export type Placed<T> = { advisoryId: number; packageId: number; n: number; of: T };

/** What advisories affected before, ranges and versions. */
export async function deleteAffected(on: ClientBase, advisoryIds: readonly number[]): Promise<void> {
  const values = [int4Array(advisoryIds)];
  await on.query({ name: "advisories-delete-ranges", text: "delete from affected_range where advisory_id = any($1::int4[])", values });
  await on.query({ name: "advisories-delete-versions", text: "delete from affected_version where advisory_id = any($1::int4[])", values });
}

export async function copyRanges(on: ClientBase, ranges: Iterable<Placed<AffectedRange>>): Promise<void> {
  const columns = ["package_id", "advisory_id", "n", "release", "lo", "hi", "hi_inclusive", "fixed"];
  await BinaryCopy.into(on, "affected_range", columns, async (copy) => {
    for (const { packageId, advisoryId, n, of } of ranges) {
      copy.begin();
      copy.int4(packageId);
      copy.int4(advisoryId);
      copy.int2(n);
      copy.text(of.release);
      copy.bytes(of.lo);
      copy.orNull(of.hi, copy.bytes);
      copy.bool(of.hiInclusive);
      copy.orNull(of.fixed, copy.text);
      if (copy.rows % settleRows === 0) await copy.settle();
    }
  });
}

export async function copyVersions(on: ClientBase, versions: Iterable<Placed<AffectedVersion>>): Promise<void> {
  const columns = ["package_id", "advisory_id", "n", "release", "version", "version_key"];
  await BinaryCopy.into(on, "affected_version", columns, async (copy) => {
    for (const { packageId, advisoryId, n, of } of versions) {
      copy.begin();
      copy.int4(packageId);
      copy.int4(advisoryId);
      copy.int4(n);
      copy.text(of.release);
      copy.text(of.version);
      copy.orNull(of.versionKey, copy.bytes);
      if (copy.rows % settleRows === 0) await copy.settle();
    }
  });
}

/** Numbers what advisories list, package by package. */
export function* placed<T extends AffectedPackage>(
  advisories: Iterable<{ id: number; list: readonly T[] }>,
  packageIdOf: (of: AffectedPackage) => number,
): Iterable<Placed<T>> {
  for (const { id, list } of advisories) {
    const next = new Map<number, number>();
    for (const of of list) {
      const packageId = packageIdOf(of);
      const n = next.get(packageId) ?? 0;
      next.set(packageId, n + 1);
      yield { advisoryId: id, packageId, n, of };
    }
  }
}
