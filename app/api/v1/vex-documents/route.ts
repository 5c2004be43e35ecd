import { importVex, importVexSchema, listVexDocuments, listVexSchema, vexBytesMax, vexImportSchema, vexListSchema } from "@/lib/decisions/vex";
import { apiRoute, readBytes } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listVexSchema, response: vexListSchema }, ({ ctx, query }) =>
  listVexDocuments({ ctx, input: query }),
);

export const POST = apiRoute(
  { scopes: ["findings:write", "inventory:read"], query: importVexSchema, response: vexImportSchema },
  async ({ ctx, query, request, reply }) => {
    const made = await importVex({ ctx, input: { content: await readBytes(request, vexBytesMax), options: query } });
    if (made.outcome === "imported") reply.status = 201;
    if (made.document !== null) reply.headers.set("location", `/api/v1/vex-documents/${made.document.id}`);
    return made;
  },
);
