import { detailText } from "../component-details";
import { isObject, type JsonObject } from "../json";

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);

/** Name of an organisation or person; CycloneDX 2.0 has `legalName` and wraps both. */
export function partyName(value: unknown): string | null {
  if (typeof value === "string") return detailText(value);
  if (!isObject(value)) return null;
  return detailText(value.name) ?? detailText(value.legalName) ?? partyNameWithin(value.organization) ?? partyNameWithin(value.person);
}

function partyNameWithin(value: unknown): string | null {
  return isObject(value) ? (detailText(value.name) ?? detailText(value.legalName)) : null;
}

/** Names of several, with commas between them; null when there is none. */
export function partyNames(value: unknown): string | null {
  const names = listed(value)
    .map(partyName)
    .filter((name) => name !== null);
  return names.length === 0 ? null : names.join(", ");
}

/** E-mail and web addresses of an organisation or person and of its contacts. */
export function partyContacts(value: unknown): string[] {
  const found: string[] = [];
  for (const party of listed(value)) {
    if (!isObject(party)) continue;
    for (const holder of [party, party.organization, party.person, ...listed(party.contact)]) {
      if (!isObject(holder)) continue;
      for (const address of [...listed(holder.email), ...listed(holder.url)]) {
        const text = isObject(address) ? (detailText(address.address) ?? detailText(address.url)) : detailText(address);
        if (text !== null) found.push(text);
      }
    }
  }
  return found;
}

/** The parties of CycloneDX 2.0 that have one of the roles, as the document holds them. */
export function partiesWithRole(holder: JsonObject, ...roles: string[]): JsonObject[] {
  if (!Array.isArray(holder.parties)) return [];
  return holder.parties.filter(
    (party): party is JsonObject =>
      isObject(party) && Array.isArray(party.roles) && party.roles.some((role) => isObject(role) && roles.some((name) => name === role.role)),
  );
}
