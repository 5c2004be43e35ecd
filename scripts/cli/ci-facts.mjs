import { readFileSync } from "node:fs";

// What each CI says of the build, by its own variables. The first that recognises itself counts; options go before all.

const baseName = (path) =>
  path
    ?.replace(/[/\\]+$/, "")
    .split(/[/:\\]/)
    .at(-1)
    ?.replace(/\.git$/, "") || undefined;
const branchOf = (ref) => /^refs\/heads\/(.+)$/.exec(ref ?? "")?.[1];
const tagOf = (ref) => /^refs\/tags\/(.+)$/.exec(ref ?? "")?.[1];
const pull = (number) => (number ? `pull/${number}` : undefined);
/** A tag is a version of what the default branch builds; where the CI does not name that branch it is the API's `main`. */
const tagged = (tag, defaultBranch) => (tag ? { ref: defaultBranch, version: tag } : {});

const systems = [
  {
    name: "GitHub Actions",
    isHere: (env) => env.GITHUB_ACTIONS === "true",
    facts(env) {
      const event = readEvent(env.GITHUB_EVENT_PATH);
      const number = event.pull_request?.number ?? /^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? "")?.[1];
      return {
        service: baseName(env.GITHUB_REPOSITORY),
        ref: pull(number) ?? branchOf(env.GITHUB_REF),
        // The checked out merge of a pull request is a commit that nobody can look up later.
        commit: event.pull_request?.head?.sha ?? env.GITHUB_SHA,
        runUrl:
          env.GITHUB_SERVER_URL && env.GITHUB_REPOSITORY && env.GITHUB_RUN_ID
            ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`
            : undefined,
        ...tagged(tagOf(env.GITHUB_REF), event.repository?.default_branch),
      };
    },
  },
  {
    name: "GitLab CI",
    isHere: (env) => env.GITLAB_CI === "true",
    facts: (env) => ({
      service: env.CI_PROJECT_NAME,
      ref: env.CI_MERGE_REQUEST_IID ? pull(env.CI_MERGE_REQUEST_IID) : (env.CI_COMMIT_BRANCH ?? env.CI_COMMIT_REF_NAME),
      commit: env.CI_COMMIT_SHA,
      runUrl: env.CI_JOB_URL ?? env.CI_PIPELINE_URL,
      ...tagged(env.CI_COMMIT_TAG, env.CI_DEFAULT_BRANCH),
    }),
  },
  {
    name: "AWS CodeBuild",
    isHere: (env) => Boolean(env.CODEBUILD_BUILD_ID),
    facts(env) {
      const [, kind, value] = /^(branch|tag|pr)\/(.+)$/.exec(env.CODEBUILD_WEBHOOK_TRIGGER ?? "") ?? [];
      const source = env.CODEBUILD_SOURCE_VERSION ?? "";
      const number = kind === "pr" ? value : /^pr\/(\d+)$/.exec(source)?.[1];
      const named = /^(arn:|pr\/|refs\/tags\/|[0-9a-f]{40}$)/.test(source) || source === "" ? undefined : source.replace(/^refs\/heads\//, "");
      return {
        service: baseName(env.CODEBUILD_SOURCE_REPO_URL) ?? env.CODEBUILD_BUILD_ID.split(":")[0],
        ref: pull(number) ?? (kind === "branch" ? value : (branchOf(env.CODEBUILD_WEBHOOK_HEAD_REF) ?? named)),
        commit: env.CODEBUILD_RESOLVED_SOURCE_VERSION,
        runUrl: env.CODEBUILD_PUBLIC_BUILD_URL ?? env.CODEBUILD_BUILD_URL,
        ...tagged(kind === "tag" ? value : (tagOf(env.CODEBUILD_WEBHOOK_HEAD_REF) ?? tagOf(source))),
      };
    },
  },
  {
    name: "Azure Pipelines",
    isHere: (env) => env.TF_BUILD?.toLowerCase() === "true",
    facts: (env) => ({
      service: baseName(env.BUILD_REPOSITORY_NAME),
      ref: pull(env.SYSTEM_PULLREQUEST_PULLREQUESTNUMBER ?? env.SYSTEM_PULLREQUEST_PULLREQUESTID) ?? branchOf(env.BUILD_SOURCEBRANCH),
      commit: env.SYSTEM_PULLREQUEST_SOURCECOMMITID ?? env.BUILD_SOURCEVERSION,
      runUrl:
        env.SYSTEM_COLLECTIONURI && env.SYSTEM_TEAMPROJECT && env.BUILD_BUILDID
          ? `${env.SYSTEM_COLLECTIONURI}${encodeURIComponent(env.SYSTEM_TEAMPROJECT)}/_build/results?buildId=${env.BUILD_BUILDID}`
          : undefined,
      ...tagged(tagOf(env.BUILD_SOURCEBRANCH)),
    }),
  },
  {
    name: "Bitbucket Pipelines",
    isHere: (env) => Boolean(env.BITBUCKET_BUILD_NUMBER),
    facts: (env) => ({
      service: env.BITBUCKET_REPO_SLUG,
      ref: pull(env.BITBUCKET_PR_ID) ?? env.BITBUCKET_BRANCH,
      commit: env.BITBUCKET_COMMIT,
      runUrl: env.BITBUCKET_REPO_FULL_NAME
        ? `https://bitbucket.org/${env.BITBUCKET_REPO_FULL_NAME}/pipelines/results/${env.BITBUCKET_BUILD_NUMBER}`
        : undefined,
      ...tagged(env.BITBUCKET_TAG),
    }),
  },
  {
    name: "Jenkins",
    isHere: (env) => Boolean(env.JENKINS_URL || (env.BUILD_URL && env.JOB_NAME)),
    facts: (env) => ({
      service: baseName(env.GIT_URL ?? env.GIT_URL_1) ?? env.JOB_NAME?.split("/")[0],
      ref: pull(env.CHANGE_ID) ?? env.BRANCH_NAME ?? env.GIT_BRANCH?.replace(/^(refs\/remotes\/)?origin\//, ""),
      commit: env.GIT_COMMIT,
      runUrl: env.BUILD_URL,
      ...tagged(env.TAG_NAME),
    }),
  },
];

/** What the CI around this process says of the build: `{ system, facts }`, both empty when there is none. */
export function ciFacts(environment) {
  const system = systems.find(({ isHere }) => isHere(environment));
  if (!system) return { system: null, facts: {} };
  const known = Object.entries(system.facts(environment)).filter(([, value]) => value !== undefined && value !== "");
  return { system: system.name, facts: Object.fromEntries(known.map(([name, value]) => [name, String(value)])) };
}

function readEvent(path) {
  try {
    return path ? (JSON.parse(readFileSync(path, "utf8")) ?? {}) : {};
  } catch {
    return {};
  }
}
