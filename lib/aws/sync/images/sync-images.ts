import { recordAudit } from "@/lib/audit";
import type { ImageIndex } from "@/lib/aws/model";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { imagesAtOnce } from "../limits";
import { pagesOf } from "../pages";
import { selectKnownIndexes, selectRepositories } from "../queries/resources";
import type { AwsFeedReached, SyncRun } from "../syncer";
import { indexTypes, readIndex } from "./read-index";

/**
 * Takes in which images the indexes list that are in the repositories of which anything is known: a build often knows the digest of the index, and
 * Inspector that of the image. An index is read once: it cannot change without another digest.
 */
export async function syncImages(run: SyncRun): Promise<AwsFeedReached> {
  const { feed, pool, startedAt } = run;
  for (const repository of await selectRepositories(pool, feed.accountId, feed.region)) {
    await run.say(`Looking into ${repository}`);
    run.count("repositories");
    try {
      await readRepository(run, repository);
    } catch (error) {
      if (!(error instanceof WhereinError) || error.reason !== "aws_not_found") throw error;
      run.note(`The repository ${repository} is not there any more.`);
    }
  }
  return { syncedTo: startedAt, fullAt: startedAt };
}

async function readRepository(run: SyncRun, repositoryName: string): Promise<void> {
  const { DescribeImagesCommand } = await import("@aws-sdk/client-ecr");
  const client = await run.clients.ecr();
  const ask = (nextToken: string | undefined) =>
    client.send(new DescribeImagesCommand({ repositoryName, maxResults: imagesAtOnce, ...(nextToken === undefined ? {} : { nextToken }) }));
  for await (const { imageDetails = [] } of pagesOf(ask, ({ nextToken }) => nextToken)) {
    run.count("images", imageDetails.length);
    const listed = imageDetails.flatMap(({ imageDigest, imageManifestMediaType }) =>
      imageDigest !== undefined && (indexTypes as readonly (string | undefined)[]).includes(imageManifestMediaType) ? [imageDigest] : [],
    );
    const known = await selectKnownIndexes(run.pool, listed);
    const fresh = listed.filter((digest) => !known.has(digest));
    run.count("indexes", listed.length);
    if (fresh.length > 0) await storeIndexes(run, await readIndexes(run, repositoryName, fresh));
  }
}

async function readIndexes(run: SyncRun, repositoryName: string, digests: readonly string[]): Promise<ImageIndex[]> {
  const { BatchGetImageCommand } = await import("@aws-sdk/client-ecr");
  const imageIds = digests.map((imageDigest) => ({ imageDigest }));
  const { images = [] } = await (await run.clients.ecr()).send(new BatchGetImageCommand({ repositoryName, imageIds, acceptedMediaTypes: [...indexTypes] }));
  return images.flatMap(({ imageId, imageManifest }) => {
    const index = readIndex(imageId?.imageDigest ?? "", imageManifest ?? "");
    if (index === null) run.note(`The manifest ${imageId?.imageDigest} of ${repositoryName} cannot be read.`);
    return index === null ? [] : [index];
  });
}

async function storeIndexes(run: SyncRun, indexes: readonly ImageIndex[]): Promise<void> {
  const { stores, pool, ctx, feed } = run;
  const added = await inTransaction(async (client) => {
    const at = new Date();
    const applied = await stores.applyImageIndexes(client, { indexes, at });
    const detail = { indexes: indexes.length, added: applied.added };
    if (applied.added > 0)
      await recordAudit(client, ctx, { action: "aws.image_indexes_received", subjectKind: "aws_feed", subjectId: String(feed.id), detail }, at);
    return applied.added;
  }, pool);
  run.count("added", added);
}
