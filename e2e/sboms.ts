import { expect, type Page } from "@playwright/test";

type Part = { name: string; version: string; needs?: string[]; group?: string; type?: "npm" | "maven"; sha256?: string };

/** A CycloneDX document of npm and Maven packages; `needs` are the names that a part depends on. */
export function bomOf(root: string, parts: readonly Part[]): Buffer {
  const purl = ({ name, version, group, type = "npm" }: Part) => `pkg:${type}/${group ? `${group}/` : ""}${name}@${version}`;
  const refs = new Map(parts.map((part) => [part.name, purl(part)]));
  const needed = new Set(parts.flatMap((part) => part.needs ?? []));
  return Buffer.from(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      metadata: { component: { type: "application", name: root, version: "1.0.0", "bom-ref": "root" } },
      components: parts.map((part) => ({
        type: "library",
        name: part.name,
        group: part.group,
        version: part.version,
        purl: purl(part),
        "bom-ref": purl(part),
        ...(part.sha256 && { hashes: [{ alg: "SHA-256", content: part.sha256 }] }),
      })),
      dependencies: [
        { ref: "root", dependsOn: parts.filter((part) => !needed.has(part.name)).map((part) => refs.get(part.name)) },
        ...parts.map((part) => ({ ref: refs.get(part.name), dependsOn: (part.needs ?? []).map((name) => refs.get(name)) })),
      ],
    }),
  );
}

type Given = { service: string; ref?: string; version?: string; digest?: string; builtAt?: string; runUrl?: string; commit?: string };

/** Uploads a document with the session of the page, as a script of the same person would. Waits until it is committed. */
export async function given(page: Page, build: Given, document: Buffer): Promise<void> {
  const query = new URLSearchParams({ ...build, wait: "30" });
  const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const response = await page.request.post(`/api/v1/sboms?${query}`, { data: document, headers });
  expect(response.ok(), await response.text()).toBe(true);
  expect(await response.json()).toMatchObject({ status: "done" });
}
