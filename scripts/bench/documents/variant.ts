import type { Random } from "../random";
import { type BaseDocument, type CycloneDocument, componentsOf } from "./base-document";

/** By how much the version of each component differs from the base; index into `componentsOf`. */
export type Bumps = Int32Array;

/** Makes documents from one base: each with a serial number and a time of its own, as builds have. */
export class Variants {
  readonly componentCount: number;
  readonly #copy: CycloneDocument;
  readonly #original: { version: string; purl: string | undefined }[];

  constructor(
    readonly base: BaseDocument,
    private readonly random: Random,
  ) {
    const { $schema, bomFormat, specVersion, serialNumber, version, metadata, ...rest } = structuredClone(base.document);
    this.#copy = {
      ...($schema === undefined ? {} : { $schema }),
      bomFormat,
      specVersion,
      serialNumber: "",
      version,
      metadata: { timestamp: "", ...metadata },
      ...rest,
    } as CycloneDocument;
    this.#original = componentsOf(this.#copy).map(({ version, purl }) => ({ version: version ?? "", purl }));
    this.componentCount = this.#original.length;
  }

  /** Versions as in the base. */
  unchanged(): Bumps {
    return new Int32Array(this.componentCount);
  }

  /** Pretty-printed, as the tools write it. */
  write(bumps: Bumps, at: Date): Buffer {
    componentsOf(this.#copy).forEach((component, i) => {
      const original = this.#original[i];
      if (!original || component.version === undefined) return;
      component.version = bump(original.version, bumps[i] ?? 0);
      if (original.purl !== undefined) component.purl = withVersion(original.purl, component.version);
    });
    this.#copy.serialNumber = uuid(this.random);
    (this.#copy.metadata as Record<string, unknown>).timestamp = `${at.toISOString().slice(0, 19)}Z`;
    return Buffer.from(JSON.stringify(this.#copy, null, 2));
  }
}

/** `1.2.3` by 4 is `1.2.7`: the last number moves. */
function bump(version: string, by: number): string {
  if (by === 0) return version;
  const last = version.match(/^(.*?)(\d{1,9})(\D*)$/s);
  return last ? `${last[1]}${Number(last[2]) + by}${last[3]}` : `${version}.${by}`;
}

function withVersion(purl: string, version: string): string {
  const end = purl.search(/[?#]/);
  const [path, rest] = end < 0 ? [purl, ""] : [purl.slice(0, end), purl.slice(end)];
  const at = path.lastIndexOf("@");
  return `${at > path.indexOf("/") + 1 ? path.slice(0, at) : path}@${encodeURIComponent(version)}${rest}`;
}

function uuid(random: Random): string {
  const hex = random.bytes(16).toString("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
