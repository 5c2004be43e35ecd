/** A name as `prefix:local`, apart. */
export type QualifiedName = { prefix: string; local: string };

/** The namespaces that hold inside an element: its own declarations, then those of the elements around it. */
export type NamespaceScope = { declared: ReadonlyMap<string, string>; outer: NamespaceScope | null };

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
export const outermostScope: NamespaceScope = { declared: new Map([["xml", xmlNamespace]]), outer: null };

export function qualifiedName(name: string): QualifiedName {
  const colon = name.indexOf(":");
  return colon < 0 ? { prefix: "", local: name } : { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}

/** The scope inside an element. It is the outer one itself unless the element declares a namespace, so look-ups stay short. */
export function innerScope(attributes: Readonly<Record<string, string>>, outer: NamespaceScope): NamespaceScope {
  let declared: Map<string, string> | null = null;
  for (const name in attributes) {
    if (!name.startsWith("xmlns") || (name.length > 5 && name[5] !== ":")) continue;
    declared ??= new Map();
    declared.set(name.slice(6), (attributes[name] as string).trim());
  }
  return declared === null ? outer : { declared, outer };
}

/** The namespace that a prefix stands for, "" for none. A prefix that nothing declares stands for none, too. */
export function namespaceOf(prefix: string, scope: NamespaceScope): string {
  for (let at: NamespaceScope | null = scope; at !== null; at = at.outer) {
    const namespace = at.declared.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return "";
}
