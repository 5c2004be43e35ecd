import type { AwsResource } from "@/lib/aws/model";
import { matchesGlob } from "@/lib/inventory/owners/glob";

// What resources are, found by looking at everything, one after the other.

export type NaiveArtifact = { id: number; slug: string; kind: string; name: string; builds: NaiveBuild[]; retired: boolean };
export type NaiveBuild = { seq: number; version: string | null; commit: string | null; digests: string[]; at: number };
export type NaiveResource = Pick<AwsResource, "type" | "account" | "name" | "tags" | "labels" | "digest"> & { id: number };
export type NaiveRule = { type: string; account: string | null; name: string; label: string | null; artifactId: number };
export type World = { artifacts: NaiveArtifact[]; resources: NaiveResource[]; indexes: { digest: string; platforms: string[] }[]; rules: NaiveRule[] };

const kinds: Record<string, string[]> = {
  AWS_ECR_CONTAINER_IMAGE: ["image", "application", "function", "other"],
  AWS_LAMBDA_FUNCTION: ["function"],
  CODE_REPOSITORY: ["package", "application", "other"],
};

/** `resource artifact build way`, sorted. */
export function naiveMappings(world: World): string[] {
  return world.resources
    .flatMap((resource) => {
      const ways: [string, [number, number | null][]][] = [
        ["digest", withDigest(world, [resource.digest])],
        [
          "index",
          withDigest(
            world,
            world.indexes.flatMap(({ digest, platforms }) => (platforms.includes(resource.digest ?? "-") ? [digest] : [])),
          ),
        ],
        ["rule", byRule(world, resource)],
        ["tag", resource.type === "AWS_ECR_CONTAINER_IMAGE" ? byTag(world, resource) : []],
        ["name", resource.type === "AWS_ECR_CONTAINER_IMAGE" ? [] : byName(world, resource)],
      ];
      const [by, found] = ways.find(([, each]) => each.length > 0) ?? ["none", []];
      return found.map(([artifact, seq]) => `${resource.id} ${artifact} ${seq ?? "-"} ${by}`);
    })
    .sort();
}

const newest = (builds: readonly NaiveBuild[]) =>
  builds.reduce((best, build) => (build.at > best.at || (build.at === best.at && build.seq > best.seq) ? build : best)).seq;

function withDigest({ artifacts }: World, digests: readonly (string | null)[]): [number, number][] {
  return artifacts.flatMap(({ id, builds }) => {
    const fitting = builds.filter((build) => build.digests.some((digest) => digests.includes(digest)));
    return fitting.length === 0 ? [] : [[id, newest(fitting)] as [number, number]];
  });
}

function byRule({ rules }: World, { type, account, name, labels }: NaiveResource): [number, null][] {
  const rule = rules.find((each) => {
    const [key = "", value = "*"] = each.label?.split("=") ?? [];
    const labelled = each.label === null || Object.entries(labels).some(([one, other]) => matchesGlob(key, one) && matchesGlob(value, other));
    return each.type === type && (each.account ?? account) === account && matchesGlob(each.name, name) && labelled;
  });
  return rule ? [[rule.artifactId, null]] : [];
}

function namesakesOf({ artifacts }: World, { type, name }: NaiveResource): NaiveArtifact[] {
  const path = name.toLowerCase().split("/");
  const leaf = path.at(-1) ?? "";
  const alike = artifacts.filter(
    (artifact) =>
      artifact.builds.length > 0 &&
      (kinds[type] ?? []).includes(artifact.kind) &&
      (type === "AWS_ECR_CONTAINER_IMAGE" || !artifact.retired) &&
      ([leaf, name.toLowerCase()].includes(artifact.name.toLowerCase()) || (type !== "CODE_REPOSITORY" && artifact.slug === leaf)),
  );
  const own = alike.filter(({ slug }) => path.includes(slug));
  return own.length > 0 ? own : alike;
}

function byTag(world: World, resource: NaiveResource): [number, number][] {
  const found = namesakesOf(world, resource).flatMap(({ id, builds }) => {
    const fitting = builds.filter((build) => resource.tags.some((tag) => fits(tag, build)));
    return fitting.length === 0 ? [] : [[id, newest(fitting)] as [number, number]];
  });
  return found.length === 1 ? found : [];
}

function fits(tag: string, { version, commit }: NaiveBuild): boolean {
  const bare = (text: string) => text.replace(/^v(?=\d)/, "");
  if (version !== null && bare(version) === bare(tag)) return true;
  const named = /(?:^|-)([0-9a-f]{7,64})$/.exec(tag.toLowerCase())?.[1];
  if (named === undefined || commit === null || commit.length < 7) return false;
  return commit.toLowerCase().startsWith(named) || named.startsWith(commit.toLowerCase());
}

function byName(world: World, resource: NaiveResource): [number, null][] {
  const [one, ...others] = namesakesOf(world, resource);
  return one && others.length === 0 ? [[one.id, null]] : [];
}
