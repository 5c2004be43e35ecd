import type { Severity } from "@/lib/advisories/model";
import { bandOf, readWord, scoreOf } from "@/lib/advisories/osv";
import type { InspectorCvss, InspectorVulnerability } from "@/lib/aws/model";

/** Every severity that one of Inspector's sources gives, once each, under the name of who gave it to Inspector. */
export function severitiesOf({ source, cvss, vendorSeverity }: InspectorVulnerability): Severity[] {
  const word = vendorSeverity === null ? null : readWord(said(source), vendorSeverity);
  return [...cvss.flatMap((each) => toSeverity(each) ?? []), ...(word === null ? [] : [word])];
}

const said = (source: string) => `Inspector (${source})`;

function toSeverity({ source, version, vector, score }: InspectorCvss): Severity | null {
  const type = typeOf(version);
  if (type === null) return null;
  const scored = score === null ? (vector === null ? null : scoreOf(type, vector)) : { score, word: bandOf(type, score) };
  return scored && { source: said(source), type, vector: vector?.slice(0, 500) ?? null, ...scored };
}

function typeOf(version: string): "CVSS_V2" | "CVSS_V3" | "CVSS_V4" | null {
  switch (version.trim()[0]) {
    case "2":
      return "CVSS_V2";
    case "3":
      return "CVSS_V3";
    case "4":
      return "CVSS_V4";
    default:
      return null;
  }
}
