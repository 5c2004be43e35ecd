import { checkAffected } from "./check-affected";
import { checkSeverities } from "./check-severities";
import { isList, isObject, listOrAbsent, textOrAbsent } from "./check-values";
import { affectedMax, idLengthMax } from "./limits";
import type { OsvRecord } from "./record";
import { OsvRefusal } from "./refusal";
import { isTimestamp } from "./timestamp";

/**
 * Holds a value against OSV schema 1.7.5; throws `OsvRefusal` with the place and the fault. On purpose it takes what the schema does not:
 * ids of databases and ecosystems that are not listed yet (skipped as parts), properties of later schemas, bad CVSS vectors (no
 * score), severities both above and per package, GIT events that are no full hashes, references that are no URLs, and credits of any shape (never read).
 */
export function checkRecord(value: unknown): asserts value is OsvRecord {
  if (!isObject(value)) throw new OsvRefusal("not_an_object", "", "The record is not a JSON object.");
  checkId(value.id);
  if (value.modified === undefined) throw new OsvRefusal("timestamp_missing", "/modified", "The record does not say when it was modified.");
  checkTime("modified", value.modified);
  checkTime("published", value.published);
  checkTime("withdrawn", value.withdrawn);
  textOrAbsent(value.schema_version, "/schema_version");
  textOrAbsent(value.summary, "/summary");
  textOrAbsent(value.details, "/details");
  listOrAbsent(value.aliases, "/aliases", true);
  listOrAbsent(value.related, "/related", false);
  listOrAbsent(value.upstream, "/upstream", false);
  checkSeverities(value.severity, "/severity");
  checkReferences(value.references);
  if (value.database_specific !== undefined && !isObject(value.database_specific)) {
    throw new OsvRefusal("wrong_type", "/database_specific", "database_specific is not an object.");
  }
  const affected = value.affected;
  if (affected === undefined || affected === null) return;
  if (!isList(affected)) throw new OsvRefusal("wrong_type", "/affected", "affected is not a list.");
  if (affected.length > affectedMax) throw new OsvRefusal("too_many_parts", "/affected", `The record names more than ${affectedMax} packages.`);
  for (let i = 0; i < affected.length; i++) checkAffected(affected[i], i);
}

function checkId(id: unknown): void {
  if (id === undefined) throw new OsvRefusal("id_missing", "/id", "The record has no id.");
  if (typeof id !== "string") throw new OsvRefusal("wrong_type", "/id", "The id is not text.");
  if (!/^[A-Za-z][A-Za-z0-9]*[-_]/.test(id)) throw new OsvRefusal("id_unusable", "/id", "The id does not begin with the name of a database and a dash.");
  if (id.length > idLengthMax) throw new OsvRefusal("id_unusable", "/id", `The id is longer than ${idLengthMax} characters.`);
  if (/[\s\p{Cc}]/u.test(id)) throw new OsvRefusal("id_unusable", "/id", "The id holds blanks or control characters.");
}

function checkTime(name: string, time: unknown): void {
  if (time === undefined) return;
  if (typeof time !== "string") throw new OsvRefusal("wrong_type", `/${name}`, `${name} is not text.`);
  if (!isTimestamp(time)) throw new OsvRefusal("timestamp_unreadable", `/${name}`, `${name} is not a time in UTC such as 2026-01-31T12:00:00Z.`);
}

function checkReferences(references: unknown): void {
  if (references === undefined || references === null) return;
  if (!isList(references)) throw new OsvRefusal("wrong_type", "/references", "references is not a list.");
  for (let i = 0; i < references.length; i++) {
    const reference = references[i];
    if (!isObject(reference)) throw new OsvRefusal("wrong_type", `/references/${i}`, "A reference is not an object.");
    if (typeof reference.type !== "string") throw new OsvRefusal("wrong_type", `/references/${i}/type`, "A reference has no type.");
    if (typeof reference.url !== "string") throw new OsvRefusal("wrong_type", `/references/${i}/url`, "A reference has no URL.");
  }
}
