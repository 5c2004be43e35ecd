import { distroOf } from "./distros";
import { osvLanguages } from "./languages";

/**
 * The folders of OSV's bucket that have advisories for packages of these purl types and namespaces, sorted: `npm`, `PyPI`,
 * `Debian`. Types that OSV does not know add nothing.
 */
export function osvEcosystemsFor(packages: readonly { ecosystem: string; namespace: string | null }[]): string[] {
  const found = new Set<string>();
  for (const { ecosystem, namespace } of packages) {
    const distro = namespace === null ? null : distroOf(ecosystem, namespace);
    if (distro !== null) found.add(distro.osv);
    for (const language of osvLanguages) if (language.feedsFor.includes(ecosystem)) found.add(language.osv);
  }
  return [...found].sort();
}
