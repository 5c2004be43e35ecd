import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** Serves a folder of archives on loopback, as OSV's bucket does: nothing but `ECOSYSTEM/all.zip`. */
export async function serveArchives(folder: string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const ecosystem = /^\/([\w.-]+)\/all\.zip$/.exec(request.url ?? "")?.[1];
    const path = join(folder, ecosystem ?? "", "all.zip");
    const found = ecosystem === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": "application/zip", "content-length": found.size, etag: `"${found.mtimeMs}"` });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
