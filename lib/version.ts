import packageJson from "@/package.json" with { type: "json" };

/** The version of this Wherein. */
export const version: string = packageJson.version;
