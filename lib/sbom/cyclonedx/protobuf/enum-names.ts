import type { DescEnum } from "@bufbuild/protobuf";

type Style = (words: readonly string[]) => string;
const kebab: Style = (words) => words.join("-");
const snake: Style = (words) => words.join("_");
const upper: Style = (words) => words.join("_").toUpperCase();
const camel: Style = ([first = "", ...rest]) => first + rest.map((word) => (word[0] ?? "").toUpperCase() + word.slice(1)).join("");

/** By enum: how its JSON names are built of the words of its protobuf names; with hyphens where it is not here. */
const styles = new Map<string, Style>([
  ["Aggregate", snake],
  ["ImpactAnalysisState", snake],
  ["ImpactAnalysisJustification", snake],
  ["VulnerabilityResponse", snake],
  ["VulnerabilityAffectedStatus", snake],
  ["TlpClassification", upper],
  ["CommonExtensionName", camel],
]);

/** JSON names that no rule gives. */
const exceptions = new Map([
  ["HASH_ALG_MD_5", "MD5"],
  ["HASH_ALG_SHA_1", "SHA-1"],
  ["HASH_ALG_SHA_256", "SHA-256"],
  ["HASH_ALG_SHA_384", "SHA-384"],
  ["HASH_ALG_SHA_512", "SHA-512"],
  ["HASH_ALG_SHA_3_256", "SHA3-256"],
  ["HASH_ALG_SHA_3_384", "SHA3-384"],
  ["HASH_ALG_SHA_3_512", "SHA3-512"],
  ["HASH_ALG_BLAKE_2_B_256", "BLAKE2b-256"],
  ["HASH_ALG_BLAKE_2_B_384", "BLAKE2b-384"],
  ["HASH_ALG_BLAKE_2_B_512", "BLAKE2b-512"],
  ["HASH_ALG_BLAKE_3", "BLAKE3"],
  ["HASH_ALG_STREEBOG_256", "Streebog-256"],
  ["HASH_ALG_STREEBOG_512", "Streebog-512"],
  ["SCORE_METHOD_CVSSV2", "CVSSv2"],
  ["SCORE_METHOD_CVSSV3", "CVSSv3"],
  ["SCORE_METHOD_CVSSV31", "CVSSv31"],
  ["SCORE_METHOD_CVSSV4", "CVSSv4"],
  ["SCORE_METHOD_OWASP", "OWASP"],
  ["SCORE_METHOD_SSVC", "SSVC"],
  ["EVIDENCE_FIELD_OMNIBOR_ID", "omniborId"],
  ["MODEL_PARAMETER_APPROACH_TYPE_REINFORCED_LEARNING", "reinforcement-learning"],
  ["ENERGY_MEASURE_UNIT_TYPE_KILOWATT_HOURS", "kWh"],
  ["CO2_MEASURE_UNIT_TYPE_TONNES_CO2_EQUIVALENT", "tCO2eq"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_X86_32", "x86_32"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_X86_64", "x86_64"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_ARMV7A", "armv7-a"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_ARMV7M", "armv7-m"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_ARMV8A", "armv8-a"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_ARMV8M", "armv8-m"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_ARMV9A", "armv9-a"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_ARMV9M", "armv9-m"],
  ["CRYPTO_IMPLEMENTATION_PLATFORM_X390X", "s390x"],
]);

/** By number: what CycloneDX JSON calls each value. The ones that stand for "not said" are left out. */
export function enumNames({ name, values }: DescEnum): ReadonlyMap<number, string> {
  const prefix = sharedPrefix(values.map((value) => value.name));
  const style = styles.get(name) ?? kebab;
  const names = new Map<number, string>();
  for (const value of values) {
    const words = value.name.slice(prefix.length).toLowerCase().split("_");
    if (value.number === 0 && /^(null|unspecified)$/.test(words.join("_"))) continue;
    names.set(value.number, exceptions.get(value.name) ?? style(words));
  }
  return names;
}

/** Up to and with the last underscore that all names share. */
function sharedPrefix(names: readonly string[]): string {
  const [first = "", ...rest] = names;
  let length = first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, first.lastIndexOf("_", length - 1) + 1);
}
