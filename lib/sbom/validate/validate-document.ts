import type { FoundDocument } from "../detect";
import type { JsonObject } from "../json";
import { cyclonedxValidator, type JsonValidator, spdxValidator } from "./json-validator";
import { judgeJson } from "./judge-json";
import { type Validity, validityOf } from "./validity";
import { judgeXml } from "./xml-validator";

/**
 * Whether a document keeps the schema of its own format and version. `bytes` are those it was found in. Takes as long as the
 * document is large; whoever calls sets the limit.
 */
export function validateDocument(bytes: Uint8Array, { format, document, at }: FoundDocument): Validity {
  const version = String(document.specVersion ?? document.spdxVersion ?? "").replace("SPDX-", "");
  switch (format) {
    case "cyclonedx-json":
      return judgeByJsonSchema(cyclonedxValidator(version), document, at);
    case "spdx-json":
      return judgeByJsonSchema(spdxValidator(version), document, at);
    case "cyclonedx-xml":
      return at === "" ? judgeByXmlSchema(bytes, version) : { kind: "notChecked", reason: "wrapped" };
    default:
      return { kind: "notChecked", reason: "no_schema_for_format" };
  }
}

function judgeByJsonSchema(validator: JsonValidator | null, document: JsonObject, at: string): Validity {
  if (validator === null) return { kind: "notChecked", reason: "no_schema_for_version" };
  try {
    return validityOf(validator.schema, validator.test(document) ? [] : judgeJson(validator, document, at));
  } catch (error) {
    // Compiled schemas call themselves for nested components: the stack is their only limit.
    if (error instanceof RangeError) return { kind: "notChecked", reason: "nested_too_deeply" };
    throw error;
  }
}

function judgeByXmlSchema(bytes: Uint8Array, version: string): Validity {
  const judgement = judgeXml(bytes, version);
  return judgement.kind === "judged" ? validityOf(judgement.schema, [judgement.faults]) : judgement;
}
