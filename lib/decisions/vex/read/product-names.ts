/** The repository that a purl's qualifier names, without a scheme; "" where it names none. */
export function repositoryOf(purl: string): string {
  const [, raw = ""] = /[?&]repository_url=([^&#]*)/.exec(purl) ?? [];
  try {
    return decodeURIComponent(raw)
      .replace(/^[a-z]+:\/\//i, "")
      .replace(/\/+$/, "")
      .toLowerCase();
  } catch {
    return "";
  }
}

/**
 * Names that an artifact has by the purl of a product, in lower case. The name of an image without its repository is everybody's (`debian`): where a purl says
 * of which repository it is, only that name counts, with and without the registry.
 */
export function namesOfPurl(ecosystem: string, name: string, repository: string): string[] {
  const plain = name.toLowerCase();
  if (repository === "" || (ecosystem !== "oci" && ecosystem !== "docker")) return [plain];
  const leaf = plain.slice(plain.lastIndexOf("/") + 1);
  const whole = repository === leaf || repository.endsWith(`/${leaf}`) ? repository : `${repository}/${plain}`;
  const [registry = "", ...path] = whole.split("/");
  const isRegistry = path.length > 0 && /[.:]|^localhost$/.test(registry);
  return isRegistry ? [whole, path.join("/")] : [whole];
}
