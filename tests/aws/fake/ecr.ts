import { AwsError } from "./aws-error";
import { pageOf } from "./paging";
import { type FakeService, type Fields, Places, routeByTarget } from "./service";

/** An image or an index of a repository. `manifest` is an object, sent as its JSON. */
export type FakeImage = { repository: string; digest: string; tags?: string[]; mediaType: string; manifest: Fields; pushedAt?: string };

export const indexType = "application/vnd.oci.image.index.v1+json";
export const imageType = "application/vnd.oci.image.manifest.v1+json";

export class EcrState {
  images: FakeImage[] = [];
}

/** ECR: what a repository holds, and manifests. */
export class FakeEcr implements FakeService {
  readonly protocol = "json";
  readonly places = new Places(() => new EcrState());
  pageSize = 100;

  route(request: Parameters<FakeService["route"]>[0]) {
    return routeByTarget(request, {
      DescribeImages: (input, { account }, region) => {
        const { nextToken: token, ...rest } = input;
        const images = imagesOf(this.places.at(account, region), input, account);
        const { page, nextToken } = pageOf(images, Number(input.maxResults ?? this.pageSize), token, rest);
        return { imageDetails: page.map((image) => detailOf(image, account)), nextToken };
      },
      BatchGetImage: (input, { account }, region) => {
        const images = imagesOf(this.places.at(account, region), input, account);
        const ids = input.imageIds as { imageDigest: string }[];
        if (ids.length > 100) throw new AwsError("InvalidParameterException", "At most 100 imageIds");
        const found = images.filter(({ digest }) => ids.some(({ imageDigest }) => imageDigest === digest));
        const missing = ids.filter(({ imageDigest }) => !found.some(({ digest }) => digest === imageDigest));
        return {
          images: found.map(({ repository, digest, mediaType, manifest }) => ({
            registryId: account,
            repositoryName: repository,
            imageId: { imageDigest: digest },
            imageManifest: JSON.stringify(manifest),
            imageManifestMediaType: mediaType,
          })),
          failures: missing.map((imageId) => ({ imageId, failureCode: "ImageNotFound", failureReason: "Requested image not found" })),
        };
      },
    });
  }
}

function imagesOf({ images }: EcrState, { repositoryName }: Fields, account: string): FakeImage[] {
  const found = images.filter(({ repository }) => repository === repositoryName);
  if (found.length > 0) return found;
  throw new AwsError("RepositoryNotFoundException", `The repository with name '${repositoryName}' does not exist in the registry with id '${account}'`);
}

const detailOf = ({ repository, digest, tags = [], mediaType, pushedAt = "2026-11-01T00:00:00Z" }: FakeImage, account: string) => ({
  registryId: account,
  repositoryName: repository,
  imageDigest: digest,
  ...(tags.length > 0 ? { imageTags: tags } : {}),
  imageManifestMediaType: mediaType,
  imagePushedAt: Date.parse(pushedAt) / 1000,
  imageSizeInBytes: 1,
});
