import type { Serialize } from "@cyclonedx/cyclonedx-library";

type Element = Serialize.XML.Types.SimpleXml.Element;

// XML 1.0, production 2: what is not here can stand in no document, not even as a reference.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };

/** A document of simple elements. Its depth is that of CycloneDX's own elements, so that recursion is bounded. */
export function xmlText(root: Element): string {
  const parts = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  write(root, "", parts);
  return parts.join("");
}

function write({ name, namespace, attributes, children }: Element, indent: string, parts: string[]): void {
  parts.push(`${indent}<${name}`);
  if (namespace !== undefined) parts.push(` xmlns="${attributeText(String(namespace))}"`);
  for (const [key, value] of Object.entries(attributes ?? {})) if (value !== undefined) parts.push(` ${key}="${attributeText(String(value))}"`);
  if (children === undefined) parts.push("/>\n");
  else if (typeof children === "string" || typeof children === "number") parts.push(`>${contentText(String(children))}</${name}>\n`);
  else {
    parts.push(">\n");
    for (const child of children) if (child.type === "element") write(child, `${indent}  `, parts);
    parts.push(`${indent}</${name}>\n`);
  }
}

const allowed = (text: string) => text.replace(forbidden, "\ufffd");
const contentText = (text: string) => allowed(text).replace(/[&<>\r]/g, (character) => escapes[character] as string);
const attributeText = (text: string) => allowed(text).replace(/[&<>"\t\n\r]/g, (character) => escapes[character] as string);
