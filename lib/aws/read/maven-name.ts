/** A group and artifact as a repository of Maven has them. */
export type MavenName = { group: string; artifact: string };

const part = "[^/:\\s]+";
const coordinates = new RegExp(`^(?<group>${part})[:/](?<artifact>${part})$`);
/** What a jar carries of its own: `META-INF/maven/<group>/<artifact>/pom.properties`. */
const carried = new RegExp(`META-INF/maven/(?<group>${part})/(?<artifact>${part})/pom\\.(?:xml|properties)$`);
/** A local repository or a mirror: `.m2/repository/<group as folders>/<artifact>/<version>/<file>`. */
const stored = new RegExp(`(?:^|/)(?:repository|maven2)/(?<group>${part}(?:/${part})*)/(?<artifact>${part})/[^/]+/[^/]+\\.(?:jar|pom)$`);

/**
 * Group and artifact of a Java archive: from its name, written `group:artifact` or `group/artifact`; else from a path that tells them; or from
 * a name `group.artifact` whose file is `artifact-version.jar`. Null when no group is known, since an artifact alone names nothing.
 */
export function mavenName(name: string, version: string, filePath: string | null): MavenName | null {
  const written = namesOf(coordinates.exec(name));
  if (written !== null) return written;
  if (filePath === null) return null;
  const inPath = namesOf(carried.exec(filePath)) ?? namesOf(stored.exec(filePath));
  if (inPath !== null) return isNameOf(inPath, name) ? { ...inPath, group: inPath.group.replaceAll("/", ".") } : null;
  const file = filePath.slice(Math.max(filePath.lastIndexOf("/"), filePath.lastIndexOf(":")) + 1);
  const end = `-${version}.jar`;
  const artifact = file.endsWith(end) ? file.slice(0, -end.length) : "";
  const cut = name.length - artifact.length - 1;
  return artifact !== "" && cut > 0 && name.endsWith(`.${artifact}`) ? { group: name.slice(0, cut), artifact } : null;
}

function namesOf(match: RegExpExecArray | null): MavenName | null {
  const { group, artifact } = match?.groups ?? {};
  return group === undefined || artifact === undefined ? null : { group, artifact };
}

/** A path may be of the archive around this one: it has to end in the same artifact. */
function isNameOf({ artifact }: MavenName, name: string): boolean {
  return name === artifact || name.endsWith(`.${artifact}`);
}
