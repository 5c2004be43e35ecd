/** One request as a client of Dependency-Track sends it: header names, order of fields and encoding are its own. */
export type ClientRequest = { method: string; path: string; headers: Record<string, string>; body: Buffer };

type Part = { headers: string[]; content: Buffer | string };

function form(boundary: string, parts: readonly Part[]): Buffer {
  const written = parts.flatMap(({ headers, content }) => [
    Buffer.from(`--${boundary}\r\n${headers.join("\r\n")}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...written, Buffer.from(`--${boundary}--\r\n`)]);
}

const post = (key: string, boundary: string, parts: readonly Part[], more: Record<string, string> = {}): ClientRequest => ({
  method: "POST",
  path: "/api/v1/bom",
  headers: { "X-Api-Key": key, "Content-Type": `multipart/form-data; boundary=${boundary}`, ...more },
  body: form(boundary, parts),
});
const put = (key: string, body: string, more: Record<string, string> = {}): ClientRequest => ({
  method: "PUT",
  path: "/api/v1/bom",
  headers: { "X-Api-Key": key, "Content-Type": "application/json", ...more },
  body: Buffer.from(body),
});
const disposition = (name: string) => `Content-Disposition: form-data; name="${name}"`;

/** Jenkins, dependency-track 6: okhttp, the BOM first and as a text, each part with its length. */
export function jenkins(key: string, bom: Buffer, fields: Record<string, string>): ClientRequest {
  const part = (name: string, content: Buffer | string): Part => ({ headers: [disposition(name), `Content-Length: ${Buffer.byteLength(content)}`], content });
  return post(key, "3f0c1f6e-9a53-4f2c-9a55-8a0f8d4f3a11", [part("bom", bom), ...Object.entries(fields).map(([name, value]) => part(name, value))], {
    Accept: "application/json",
    "User-Agent": "okhttp/4.12.0",
  });
}

/** Jenkins before version 5: PUT with json-lib, which escapes `</`. */
export function jenkinsOld(key: string, bom: Buffer, projectName: string, projectVersion: string): ClientRequest {
  return put(key, `{"bom":"${bom.toString("base64")}","projectName":"${projectName}","projectVersion":"${projectVersion}","autoCreate":true}`, {
    Accept: "application/json",
  });
}

/** DependencyTrack/gh-upload-sbom 3: PUT by Node's fetch, the byte order mark cut off in base64, tags as objects, isLatest as a text. */
export function githubAction(
  key: string,
  bom: Buffer,
  inputs: { projectName: string; projectVersion: string; projectTags?: string; isLatest?: string },
): ClientRequest {
  const encoded = bom.toString("base64");
  const { projectName, projectVersion, projectTags, isLatest } = inputs;
  const payload = {
    projectName,
    projectVersion,
    autoCreate: true,
    bom: encoded.startsWith("77u/") ? encoded.substring(4) : encoded,
    ...(projectTags && { projectTags: projectTags.split(",").map((tag) => ({ name: tag.trim() })) }),
    ...(isLatest && { isLatestProjectVersion: isLatest }),
  };
  const request = put(key, JSON.stringify(payload));
  return { ...request, headers: { "X-API-Key": key, "Content-Type": "application/json", "sec-fetch-mode": "cors" } };
}

/** curl -F, as in GitLab snippets; its own content type is completed with a boundary. */
export function curl(key: string, bom: Buffer, fields: Record<string, string>): ClientRequest {
  const parts = Object.entries(fields).map(([name, content]) => ({ headers: [disposition(name)], content }));
  const file = { headers: ['Content-Disposition: form-data; name="bom"; filename="sbom.cdx.json"', "Content-Type: application/octet-stream"], content: bom };
  return post(key, "------------------------d74496d66958873e", [...parts, file], { "User-Agent": "curl/8.5.0", Accept: "*/*" });
}

/** cdxgen 12: fields first, autoCreate and isLatest as texts, the version "main" when none is given. */
export function cdxgen(key: string, bom: Buffer, fields: Record<string, string>): ClientRequest {
  const parts = Object.entries({ autoCreate: "true", ...fields, projectVersion: fields.projectVersion ?? "main" }).map(([name, content]) => ({
    headers: [disposition(name)],
    content,
  }));
  const file = { headers: ['Content-Disposition: form-data; name="bom"; filename="bom.json"', "Content-Type: application/vnd.cyclonedx+json"], content: bom };
  return post(key, "--------------------------cdxgen00112233445566778899aabbccddeeff", [...parts, file]);
}

/** cdxgen before 12: PUT by got. */
export function cdxgenOld(key: string, bom: Buffer, projectName: string): ClientRequest {
  const payload = { autoCreate: "true", bom: bom.toString("base64"), projectName, projectVersion: "main" };
  return put(key, JSON.stringify(payload), { "user-agent": "@CycloneDX/cdxgen 11.0.0" });
}

/** pmckeown/dependency-track-maven-plugin 1.9, PUT: Jackson writes null for what is not configured. */
export function mavenPut(key: string, bom: Buffer, projectName: string, projectVersion: string): ClientRequest {
  const payload = {
    projectName,
    projectVersion,
    autoCreate: true,
    bom: bom.toString("base64"),
    isLatestProjectVersion: true,
    projectTags: [{ name: "Backend" }, { name: "Team-1" }],
    parentUUID: null,
    parentName: null,
    parentVersion: null,
  };
  return put(key, JSON.stringify(payload), { "Accept-Encoding": "gzip, deflate", Accept: "application/json" });
}

/** The same plug-in, POST: Unirest over Apache HttpClient, texts with a character set, the BOM as an octet stream. */
export function mavenPost(key: string, bom: Buffer, fields: Record<string, string>): ClientRequest {
  const parts = Object.entries(fields).map(([name, content]) => ({ headers: [disposition(name), "Content-Type: text/plain; charset=UTF-8"], content }));
  const file = { headers: ['Content-Disposition: form-data; name="bom"; filename="bom.xml"', "Content-Type: application/octet-stream"], content: bom };
  return post(key, "vpYdPAkOzqcBnn1ZFdFbEh2jVvJUS2Xq", [...parts, file], { "User-Agent": "unirest-java/3.1.00" });
}

/** A shell script with `base64` without -w0: lines of 76, kept as they are in the JSON. */
export function shellPut(key: string, bom: Buffer, projectName: string, projectVersion: string): ClientRequest {
  const lines = bom.toString("base64").replaceAll(/(.{76})/g, "$1\n");
  return put(key, `{\n  "projectName": "${projectName}",\n  "projectVersion": "${projectVersion}",\n  "autoCreate": true,\n  "bom": "${lines}"\n}\n`);
}

/** A .NET client (System.Text.Json), which escapes `+`. */
export function dotnetPut(key: string, bom: Buffer, projectName: string): ClientRequest {
  const bomText = bom.toString("base64").replaceAll("+", "\\u002B");
  return put(key, `{"projectName":"${projectName}","projectVersion":"1.0.0","autoCreate":true,"bom":"${bomText}"}`, {
    "Content-Type": "application/json; charset=utf-8",
  });
}
