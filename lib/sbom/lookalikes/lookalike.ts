/** Something that people upload in place of an SBOM, in words: what it is and how to make an SBOM of it. */
export type Lookalike<Input> = {
  test: (input: Input) => boolean;
  /** True for an SBOM in a form that is not read. */
  isSbom?: true;
  sentence: string;
};

const readsEverything = "npx @cyclonedx/cdxgen -o bom.json";

/** Commands that make an SBOM, by what they are run on. */
export const commands = {
  any: `\`${readsEverything}\``,
  npm: "`npm sbom --sbom-format cyclonedx > bom.json`",
  pnpm: `\`${readsEverything} -t pnpm\``,
  yarn: `\`yarn dlx -q @cyclonedx/yarn-plugin-cyclonedx -o bom.json\` (or \`${readsEverything} -t yarn\`)`,
  bun: `\`${readsEverything} -t bun\``,
  cargo: "`cargo cyclonedx --format json`",
  poetry: "`cyclonedx-py poetry > bom.json`",
  pipenv: "`cyclonedx-py pipenv > bom.json`",
  requirements: "`cyclonedx-py requirements requirements.txt > bom.json`",
  uv: "`uv export --format cyclonedx1.5 > bom.json`",
  python: `\`${readsEverything} -t python\``,
  composer: "`composer CycloneDX:make-sbom --output-format=JSON --output-file=bom.json`",
  ruby: "`cyclonedx-ruby -p . -f json -o bom.json`",
  go: "`cyclonedx-gomod mod -json -output bom.json`",
  gradle: "`./gradlew cyclonedxBom`",
  maven: "`mvn org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom`",
  dotnet: "`dotnet CycloneDX App.sln -o . -F Json`",
  swift: `\`${readsEverything} -t swift\``,
  mix: "`mix sbom.cyclonedx`",
  dart: `\`${readsEverything} -t dart\``,
  directory: "`syft dir:. -o cyclonedx-json=bom.json`",
  image: "`syft IMAGE -o cyclonedx-json=bom.json`",
  syft: "`syft convert syft.json -o cyclonedx-json=bom.json`",
  trivy: "`trivy image --format cyclonedx --output bom.json IMAGE` (or `trivy fs`)",
  osv: "`osv-scanner scan --format cyclonedx-1-5 --output bom.json .`",
  snyk: "`snyk sbom --format=cyclonedx1.6+json > bom.json`",
  spdxConvert: "`pyspdxtools -i INPUT -o sbom.spdx.json`",
  cyclonedxConvert: "`cyclonedx convert --input-file INPUT --output-file bom.json`",
} as const;

/** "This is {what}, not an SBOM; {command} makes one." */
export function notAnSbom(what: string, command: keyof typeof commands): string {
  return `This is ${what}, not an SBOM; ${commands[command]} makes one.`;
}
