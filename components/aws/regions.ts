/** Regions that every account has, by where they are. Others, which an account opts into, are typed. */
export const regionGroups = [
  { name: "Europe", regions: ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"] },
  { name: "Americas", regions: ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"] },
  { name: "Asia Pacific", regions: ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"] },
] as const;

const known: ReadonlySet<string> = new Set(regionGroups.flatMap(({ regions }) => regions));

/** Regions of an account that have no box of their own, as the field shows them. */
export function otherRegions(regions: readonly string[]): string {
  return regions.filter((region) => !known.has(region)).join(", ");
}

/** What a text names, whatever stands between. */
export function wordsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== "");
}
