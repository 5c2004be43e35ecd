import { type Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import type { Draft } from "../draft";
import { toCyclonedx } from "./bom";
import { xmlText } from "./xml-text";

export const cyclonedxVersions = ["1.4", "1.5", "1.6", "1.7"] as const;
export type CyclonedxVersion = (typeof cyclonedxVersions)[number];

const specs: Record<CyclonedxVersion, typeof Spec.Spec1dot4> = { "1.4": Spec.Spec1dot4, "1.5": Spec.Spec1dot5, "1.6": Spec.Spec1dot6, "1.7": Spec.Spec1dot7 };

/** The draft as CycloneDX JSON. */
export function writeCyclonedxJson(draft: Draft, version: CyclonedxVersion): string {
  const spec = specs[version];
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(spec));
  return `${serializer.serialize(toCyclonedx(draft, spec.version), { space: 2 })}\n`;
}

/** The draft as CycloneDX XML. */
export function writeCyclonedxXml(draft: Draft, version: CyclonedxVersion): string {
  const spec = specs[version];
  return new XmlSerializer(new Serialize.XML.Normalize.Factory(spec)).serialize(toCyclonedx(draft, spec.version));
}

/** The library leaves the text of XML to a package that needs a build of its own; its elements are simple enough to write here. */
class XmlSerializer extends Serialize.XmlBaseSerializer {
  protected _serialize(bom: ReturnType<Serialize.XmlBaseSerializer["_normalize"]>): string {
    return xmlText(bom);
  }

  override serialize(bom: Models.Bom): string {
    return super.serialize(bom, { sortLists: false });
  }
}
