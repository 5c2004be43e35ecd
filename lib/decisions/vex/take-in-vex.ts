import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction, uuidv7 } from "@/lib/db";
import { requesterOf } from "../requester";
import { bindAgain } from "./bind-again";
import { planSubjects } from "./plan-subjects";
import { presentDocuments } from "./present";
import { endDocuments, insertDocument, insertProductKeys, type StandingDocument, selectStandingDocuments } from "./queries/documents";
import { selectReport } from "./queries/list";
import { countUnnamed, lockVex, type Within } from "./queries/resolve";
import { countUnsaid, endUnsaid, takeOrphans } from "./queries/said";
import type { VexDocument } from "./read/model";
import { readHere } from "./read-here";
import { reportOf } from "./report";
import { addPackages, findPackages, resolveDocument } from "./resolve-document";
import { comparableProducts, relationsTo } from "./same-document";
import { meaningOf, newsOf, partsOf, refreshDecided, say } from "./say";
import { type ImportVex, importVexSchema, type VexImport } from "./schemas";
import { withinOf } from "./within";

type Given = { document: VexDocument; body: Buffer; sha256: Buffer; name: string; within: Within; bytesMax: number };

/** Of a document of which that much is read at most; see `readHere`. */
type TakeIn = { body: Buffer; options: ImportVex["options"]; bytesMax: number };

/** Imports a decoded document, as `importVex` says, wherever it is called. */
export async function takeInVex({ ctx, body, options, bytesMax }: TakeIn & { ctx: Context }): Promise<VexImport> {
  const { name, dryRun, ...scope } = importVexSchema.parse(options);
  const document = readHere(body, bytesMax);
  const sha256 = createHash("sha256").update(body).digest();
  const packageIds = dryRun === "true" ? null : await addPackages(document);
  return inTransaction(async (client) => {
    const within = await withinOf(client, scope);
    const given = { document, body, sha256, name, within, bytesMax };
    if (packageIds === null) return preview(client, given);
    await lockVex(client);
    return takeIn(client, ctx, given, packageIds);
  });
}

/** What stands here of the same document: this very one, a newer one, and those that it replaces. */
async function standingOf(client: ClientBase, { document, sha256, within }: Given) {
  const standing = await selectStandingDocuments(client, document.format, document.id, sha256);
  const isThis = (each: StandingDocument) => each.sha256.equals(sha256);
  const same = standing.find((each) => isThis(each) && each.scope === within.scope && each.scopeId === within.scopeId) ?? null;
  const relations = relationsTo(
    versionOf(document),
    standing.filter((each) => !isThis(each)),
  );
  const of = (relation: string) => relations.flatMap((each) => (each.relation === relation ? [each.document] : []));
  // The same bytes in another scope: the document counts there from now on.
  const moved = standing.filter((each) => isThis(each) && each !== same);
  return { same, newer: of("older")[0] ?? null, replaced: [...of("newer"), ...moved] };
}

function versionOf({ version, at, products, packages, statements }: VexDocument) {
  const guessed = new Set(statements.flatMap(({ about }) => about.flatMap(({ product, isGuess }) => (isGuess && product !== null ? [product] : []))));
  const own = products.filter((_, n) => !guessed.has(n));
  return { version, saidAt: at === null ? null : new Date(at), products: comparableProducts((own.length > 0 ? own : packages).map(({ text }) => text)) };
}

async function preview(client: ClientBase, given: Given): Promise<VexImport> {
  const { document } = given;
  const { same, newer, replaced } = await standingOf(client, given);
  const packageIds = await findPackages(client, document);
  const plan = planSubjects(document, await resolveDocument(client, document, packageIds, given.within));
  const news = await newsOf(client, plan, same?.id ?? null, new Date());
  const meaning = await meaningOf(client, news);
  const missing = packageIds.filter((id) => id === 0).length;
  const unknownPackages = missing + (await countUnnamed(client, packageIds));
  const ended = newer !== null ? 0 : await countUnsaid(client, idsOf(replaced), keysOf(plan));
  const report = reportOf(document, plan, { news, meaning, parts: partsOf(news, meaning), unknownPackages, ended });
  return answer(document, newer !== null ? "older" : "preview", null, report);
}

async function takeIn(client: ClientBase, ctx: Context, given: Given, packageIds: readonly number[]): Promise<VexImport> {
  const at = new Date();
  const { document, within } = given;
  const { same, newer, replaced } = await standingOf(client, given);
  if (same !== null) {
    const report = await selectReport(client, same.id);
    if (report !== null) return answer(document, "unchanged", await presentOne(client, same.id, at), report);
  }
  const plan = planSubjects(document, await resolveDocument(client, document, packageIds, within));
  const unknownPackages = await countUnnamed(client, packageIds);
  if (newer !== null) {
    const nothing = {
      news: { statements: [], saidAlready: 0, known: [] },
      meaning: { findings: 0, graves: new Set<never>() },
      parts: [],
      unknownPackages,
      ended: 0,
    };
    return answer(document, "older", await presentOne(client, newer.id, at), reportOf(document, plan, nothing));
  }
  const id = uuidv7(at.getTime());
  const ended = await replace(client, ctx, { id, replaced, keys: keysOf(plan), at });
  const news = await newsOf(client, plan, id, at);
  const meaning = await meaningOf(client, news);
  const parts = partsOf(news, meaning);
  const report = reportOf(document, plan, { news, meaning, parts, unknownPackages, ended: ended.length });
  const requester = await requesterOf(client, ctx.actor);
  await insertDocument(client, { ...documentRow(given), id, importedAt: at, importedBy: ctx.actor.name, requester, report });
  await insertProductKeys(client, id, productKeys(document));
  const made = await say(client, { news, parts }, { documentId: id, origin: document.format, requester, requesterName: ctx.actor.name }, at);
  for (const orphan of await takeOrphans(client, ended)) await bindAgain(client, orphan, { at, bytesMax: given.bytesMax });
  await refreshDecided(client, [...made, ...ended], at);
  const { statements, decisions, subjects, needApproval } = report;
  const detail = {
    format: document.format,
    name: given.name,
    sha256: given.sha256.toString("hex"),
    statements,
    decisions,
    subjects,
    needApproval,
    ended: ended.length,
  };
  await recordAudit(client, ctx, { action: "vex.imported", subjectKind: "vex_document", subjectId: id, detail }, at);
  return answer(document, "imported", await presentOne(client, id, at), report);
}

/** Ends older versions, and the decisions of theirs that nobody says any more. */
async function replace(
  client: ClientBase,
  ctx: Context,
  given: { id: string; replaced: readonly StandingDocument[]; keys: string[]; at: Date },
): Promise<string[]> {
  const documentIds = idsOf(given.replaced);
  if (documentIds.length === 0) return [];
  await endDocuments(client, documentIds, { at: given.at, by: ctx.actor.name, replacedBy: given.id });
  const by = { id: ctx.actor.kind === "system" ? null : ctx.actor.id, name: ctx.actor.name, reason: "A newer version of its document does not say so." };
  return endUnsaid(client, { documentIds, keys: given.keys, at: given.at, by });
}

function documentRow({ document, body, sha256, name, within }: Given) {
  const { version, saidAt, products } = versionOf(document);
  const { format, id: documentId, author } = document;
  return { format, name, sha256, body, documentId, version, author, saidAt, products, ...within };
}

/** Products that may still come: those that are only known by an SBOM's serial number do not wait, because the next SBOM has another one. */
function productKeys({ products }: VexDocument): { key: string; version: string }[] {
  return products.flatMap(({ names, digests, version, serial }) =>
    digests.length > 0 ? digests.map((key) => ({ key, version: "" })) : serial === null ? names.map((key) => ({ key, version: version ?? "" })) : [],
  );
}

const idsOf = (documents: readonly { id: string }[]) => documents.map(({ id }) => id);
const keysOf = ({ statements }: ReturnType<typeof planSubjects>) => [...new Set(statements.flatMap(({ subjects }) => subjects.map(({ key }) => key)))];
const presentOne = async (client: ClientBase, id: string, at: Date) => (await presentDocuments(client, [id], at))[0] ?? null;

function answer(
  { format, id, version, author }: VexDocument,
  outcome: VexImport["outcome"],
  document: VexImport["document"],
  report: VexImport["report"],
): VexImport {
  return { outcome, format, documentId: id, version, author, document, report };
}
