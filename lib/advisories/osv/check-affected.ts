import { checkSeverities } from "./check-severities";
import { isList, isObject, listOrAbsent } from "./check-values";
import { OsvRefusal } from "./refusal";

const rangeKinds = new Set<unknown>(["GIT", "SEMVER", "ECOSYSTEM"]);

/** Refuses an entry of `affected` that the schema forbids. */
export function checkAffected(entry: unknown, i: number): void {
  if (!isObject(entry)) throw new OsvRefusal("wrong_type", `/affected/${i}`, "An entry of affected is not an object.");
  if (entry.package !== undefined) checkPackage(entry.package, i);
  if (entry.severity !== undefined) checkSeverities(entry.severity, `/affected/${i}/severity`);
  if (entry.versions !== undefined) checkVersions(entry.versions, i);
  checkSpecific(entry.ecosystem_specific, "ecosystem_specific", i);
  checkSpecific(entry.database_specific, "database_specific", i);
  const ranges = entry.ranges;
  if (ranges === undefined) return;
  if (!isList(ranges)) throw new OsvRefusal("wrong_type", `/affected/${i}/ranges`, "ranges is not a list.");
  for (let j = 0; j < ranges.length; j++) checkRange(ranges[j], i, j);
}

function checkSpecific(value: unknown, name: string, i: number): void {
  if (value !== undefined && !isObject(value)) throw new OsvRefusal("wrong_type", `/affected/${i}/${name}`, `${name} is not an object.`);
}

function checkPackage(named: unknown, i: number): void {
  if (!isObject(named)) throw new OsvRefusal("wrong_type", `/affected/${i}/package`, "The package is not an object.");
  if (typeof named.ecosystem !== "string") throw new OsvRefusal("package_incomplete", `/affected/${i}/package/ecosystem`, "The package has no ecosystem.");
  if (typeof named.name !== "string") throw new OsvRefusal("package_incomplete", `/affected/${i}/package/name`, "The package has no name.");
  if (named.purl !== undefined && typeof named.purl !== "string") {
    throw new OsvRefusal("wrong_type", `/affected/${i}/package/purl`, "The package's purl is not text.");
  }
}

function checkVersions(versions: unknown, i: number): void {
  if (!isList(versions)) throw new OsvRefusal("wrong_type", `/affected/${i}/versions`, "versions is not a list.");
  for (let j = 0; j < versions.length; j++) {
    if (typeof versions[j] !== "string") listOrAbsent(versions, `/affected/${i}/versions`, false);
  }
}

/** Refuses a range that the schema forbids; Go's custom ranges are held to the same. */
export function checkRange(range: unknown, i: number, j: number): void {
  const at = () => `/affected/${i}/ranges/${j}`;
  if (!isObject(range)) throw new OsvRefusal("wrong_type", at(), "A range is not an object.");
  if (!rangeKinds.has(range.type)) throw new OsvRefusal("range_kind", `${at()}/type`, "A range is neither SEMVER, ECOSYSTEM nor GIT.");
  const events = range.events;
  if (!isList(events)) throw new OsvRefusal("wrong_type", `${at()}/events`, "A range's events are not a list.");
  let hasIntroduced = false;
  let hasFixed = false;
  let hasLast = false;
  for (let k = 0; k < events.length; k++) {
    const event = events[k];
    if (!isObject(event)) throw eventKind(i, j, k);
    const { introduced, fixed, last_affected: last, limit } = event;
    const kinds = (typeof introduced === "string" ? 1 : 0) + (typeof fixed === "string" ? 1 : 0) + (typeof last === "string" ? 1 : 0);
    if (kinds + (typeof limit === "string" ? 1 : 0) !== 1) throw eventKind(i, j, k);
    if (introduced !== undefined) hasIntroduced = true;
    if (fixed !== undefined) hasFixed = true;
    if (last !== undefined) hasLast = true;
  }
  if (!hasIntroduced) throw new OsvRefusal("not_introduced", `${at()}/events`, "A range does not say where it begins (introduced).");
  if (hasFixed && hasLast) throw new OsvRefusal("fixed_and_last_affected", `${at()}/events`, "A range has both fixed and last_affected.");
}

function eventKind(i: number, j: number, k: number): OsvRefusal {
  const detail = "An event is not exactly one of introduced, fixed, last_affected and limit.";
  return new OsvRefusal("event_kind", `/affected/${i}/ranges/${j}/events/${k}`, detail);
}
