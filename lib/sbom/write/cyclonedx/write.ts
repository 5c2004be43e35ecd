import { type Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import type { Draft } from "../draft";
import { type Additions, additionsOf, withJsonAdditions, withXmlAdditions } from "./additions";
import { toCyclonedx } from "./bom";
import { xmlText } from "./xml-text";

export const cyclonedxVersions = ["1.4", "1.5", "1.6", "1.7"] as const;
export type CyclonedxVersion = (typeof cyclonedxVersions)[number];

const specs: Record<CyclonedxVersion, typeof Spec.Spec1dot4> = { "1.4": Spec.Spec1dot4, "1.5": Spec.Spec1dot5, "1.6": Spec.Spec1dot6, "1.7": Spec.Spec1dot7 };

/** The draft as CycloneDX JSON. */
export function writeCyclonedxJson(draft: Draft, version: CyclonedxVersion): string {
  const spec = specs[version];
  const serializer = new JsonSerializer(new Serialize.JSON.Normalize.Factory(spec), additionsOf(draft));
  return `${serializer.serialize(toCyclonedx(draft, spec.version), { space: 2 })}\n`;
}

/** The draft as CycloneDX XML. */
export function writeCyclonedxXml(draft: Draft, version: CyclonedxVersion): string {
  const spec = specs[version];
  return new XmlSerializer(new Serialize.XML.Normalize.Factory(spec), additionsOf(draft)).serialize(toCyclonedx(draft, spec.version));
}

class JsonSerializer extends Serialize.JsonSerializer {
  readonly #additions: Additions;

  constructor(factory: Serialize.JSON.Normalize.Factory, additions: Additions) {
    super(factory);
    this.#additions = additions;
  }

  protected override _normalize(...input: Parameters<Serialize.JsonSerializer["_normalize"]>) {
    return withJsonAdditions(super._normalize(...input), this.#additions);
  }
}

/** The library leaves the text of XML to a package that needs a build of its own; its elements are simple enough to write here. */
class XmlSerializer extends Serialize.XmlBaseSerializer {
  readonly #additions: Additions;

  constructor(factory: Serialize.XML.Normalize.Factory, additions: Additions) {
    super(factory);
    this.#additions = additions;
  }

  protected _serialize(bom: ReturnType<Serialize.XmlBaseSerializer["_normalize"]>): string {
    return xmlText(withXmlAdditions(bom, this.#additions));
  }

  override serialize(bom: Models.Bom): string {
    return super.serialize(bom, { sortLists: false });
  }
}
