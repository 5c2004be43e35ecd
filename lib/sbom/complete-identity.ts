import { distroRelease } from "@/lib/purl";
import { completed, type KnownIdentity } from "./identity-cache";

/** The document's only operating system: `name` is all that it is called by, in lower case and without spaces. */
export type OperatingSystem = { name: string; version: string };

/** What a document says beside a purl that its identity may lack. */
export type Beside = { group: unknown; name: unknown; version: string; os: OperatingSystem | null };

/**
 * The identity with what the purl left out and the document says beside it: an npm scope (from group or name), a distro
 * package's epoch (from the version) and its release (from the document's only operating system).
 */
export function completeIdentity(known: KnownIdentity, beside: Beside): KnownIdentity {
  switch (known.component.ecosystem) {
    case "npm":
      return withScope(known, beside);
    case "deb":
    case "rpm":
    case "apk":
      return withDistro(known, beside);
    default:
      return known;
  }
}

function withScope(known: KnownIdentity, { group, name }: Beside): KnownIdentity {
  const { component } = known;
  if (component.name.startsWith("@")) return known;
  let full = "";
  if (typeof group === "string" && group.startsWith("@")) full = `${group}/${leaf(component.name)}`;
  else if (typeof name === "string" && name.startsWith("@")) full = name;
  // Only where what stands beside agrees with the purl on all but the scope.
  const slash = full.indexOf("/");
  const scope = component.name.lastIndexOf("/");
  const agrees = slash > 1 && full.slice(slash + 1) === leaf(component.name) && (scope < 0 || full.slice(1, slash) === component.name.slice(0, scope));
  return agrees ? completed(known, { ...component, name: full }, true) : known;
}

function withDistro(known: KnownIdentity, { version: beside, os }: Beside): KnownIdentity {
  const { component } = known;
  let { version, release } = component;
  const colon = beside.indexOf(":");
  if (colon > 0 && component.ecosystem !== "apk" && beside.slice(colon + 1) === version && /^[1-9]\d{0,8}$/.test(beside.slice(0, colon))) version = beside;
  if (release === "" && os !== null) {
    const distro = component.name.slice(0, Math.max(component.name.indexOf("/"), 0));
    if (distro !== "" && os.name.includes(distro)) release = distroRelease(distro, os.version);
  }
  return version === component.version && release === component.release ? known : completed(known, { ...component, version, release }, false);
}

function leaf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Gathers the operating systems of a document; packages can only be said to be of one when there is exactly one. */
export class OperatingSystems {
  readonly #found = new Map<string, OperatingSystem>();

  /** `names` are the ways in which it is called: its name, and a generator's id for it. */
  add(names: readonly unknown[], version: unknown): void {
    if (typeof version !== "string" || version === "" || this.#found.size > 1) return;
    const name = names
      .filter((each) => typeof each === "string")
      .join(" ")
      .toLowerCase()
      .replace(/\s+/g, "");
    this.#found.set(`${name} ${version}`, { name, version });
  }

  only(): OperatingSystem | null {
    const [first] = this.#found.values();
    return this.#found.size === 1 && first !== undefined ? first : null;
  }
}
