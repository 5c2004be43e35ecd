import { isPackageName } from "../claim";
import { isFixedWord } from "../columns";
import { cleanCell } from "../read-record";
import { otherKind } from "../what-else";
import { isVersions, isVersionsWord, squeeze } from "./record-fields";
import type { JsonMember, JsonNode } from "./scan-json";

const ofList =
  /^(?:version|schemaversion|schema|lastupdated|updated|updatedat|lastmodified|modified|date|published|created|createdat|generated|generatedat|timestamp|total|count|totalpackages|totalversions)$/;
const description =
  /^(?:description|summary|details|source|sources|references?|url|urls|link|links|title|campaign|author|authors|license|notes?|comment|severity|status|tags|metadata|meta|stats|statistics|info)$/;
const ownVersion = /[_\s-]version$|[a-z]Version$/;

// With nothing in them they are no package without versions.
const containers =
  /^(?:packages?|modules?|indicators?|iocs?|data|items|results?|list|entries|vulnerabilities|advisories|affected|malicious|compromised|(?:dev)?dependencies|versions?)$/;
const packages = /^(?:(?:affected|malicious|compromised|infected)?(?:packages|modules)|malicious|compromised|(?:dev)?dependencies)$/;

export const isText = (node: JsonNode): boolean => node.kind === "string" || node.kind === "scalar";
export const isEmpty = (node: JsonNode): boolean => (node.kind === "array" ? node.items.length === 0 : node.kind === "object" && node.members.length === 0);
export const isName = (key: string): boolean => isPackageName(cleanCell(key));

/** True for a word under which a list speaks of itself; a package may have it as its name. */
export const isMetadata = (key: string): boolean => ofList.test(squeeze(key)) || description.test(squeeze(key));
/** True for a word whose text is the list's own date, number or version, whatever stands beside it. */
export const isOfList = (key: string): boolean => ofList.test(squeeze(key)) || ownVersion.test(key);
export const isContainer = (key: string): boolean => containers.test(squeeze(key)) || isPackages(key);
export const isPackages = (key: string): boolean => packages.test(squeeze(key));

/** True for versions that are no date, address or number: a text of three parts, or a list of versions with a point in them. */
export function isSurelyVersions(node: JsonNode): boolean {
  if (!isVersions(node) || isEmpty(node)) return false;
  if (node.kind === "string") return /^v?\d+\.\d+\.\d/i.test(node.text) && isNoOther(node.text);
  return node.kind !== "array" || node.items.every((item) => item.kind !== "string" || (/\d\.\d|^v\d/i.test(item.text) && isNoOther(item.text)));
}

const isNoOther = (text: string) => (otherKind(text)?.code ?? "version_only") === "version_only";

/** True for a member that shows that its object is names with versions. */
export const isNameWithVersions = ({ key, value }: JsonMember): boolean =>
  !isMetadata(key) && !isOfList(key) && !isContainer(key) && !isVersionsWord(key) && !isFixedWord(squeeze(key)) && isName(key) && isSurelyVersions(value);

/** True for what is the list's own although its object is names with versions: its date, its version, an object that speaks of it. */
export function isOfListBeside({ key, value }: JsonMember): boolean {
  if (value.kind !== "object") return isText(value) && isOfList(key);
  return isMetadata(key) && value.members.some((member) => !isVersionsWord(member.key) && (isMetadata(member.key) || isOfList(member.key)));
}

/** True for versions in a list or as keys, without a word for what they are. */
export const isVersionsAlone = (node: JsonNode): boolean =>
  isSurelyVersions(node) && (node.kind !== "object" || !node.members.some(({ key }) => isVersionsWord(key)));
