import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ciFacts } from "./ci-facts.mjs";

const folder = mkdtempSync(join(tmpdir(), "wherein-ci-"));
afterAll(() => rmSync(folder, { recursive: true }));

function eventFile(event: unknown): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, typeof event === "string" ? event : JSON.stringify(event));
  return path;
}

const sha = "0f".repeat(20);
type Facts = ReturnType<typeof ciFacts>["facts"];
type Case = [what: string, environment: Record<string, string>, facts: Facts];

const github = { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "acme/payments", GITHUB_SERVER_URL: "https://github.com", GITHUB_RUN_ID: "42", GITHUB_SHA: sha };
const githubRun = "https://github.com/acme/payments/actions/runs/42";
const gitlab = { GITLAB_CI: "true", CI_PROJECT_NAME: "payments", CI_COMMIT_SHA: sha, CI_JOB_URL: "https://gitlab.example/j/7", CI_DEFAULT_BRANCH: "trunk" };
const gitlabFacts = { service: "payments", commit: sha, runUrl: "https://gitlab.example/j/7" };
const codebuild = {
  CODEBUILD_BUILD_ID: "payments-build:1f",
  CODEBUILD_SOURCE_REPO_URL: "https://github.com/acme/payments.git",
  CODEBUILD_RESOLVED_SOURCE_VERSION: sha,
  CODEBUILD_BUILD_URL: "https://aws.example/b",
};
const codebuildFacts = { service: "payments", commit: sha, runUrl: "https://aws.example/b" };
const azure = {
  TF_BUILD: "True",
  BUILD_REPOSITORY_NAME: "acme/payments",
  BUILD_SOURCEVERSION: sha,
  SYSTEM_COLLECTIONURI: "https://dev.azure.com/acme/",
  SYSTEM_TEAMPROJECT: "Pay Team",
  BUILD_BUILDID: "9",
};
const azureFacts = { service: "payments", commit: sha, runUrl: "https://dev.azure.com/acme/Pay%20Team/_build/results?buildId=9" };
const bitbucket = { BITBUCKET_BUILD_NUMBER: "5", BITBUCKET_REPO_SLUG: "payments", BITBUCKET_REPO_FULL_NAME: "acme/payments", BITBUCKET_COMMIT: sha };
const bitbucketFacts = { service: "payments", commit: sha, runUrl: "https://bitbucket.org/acme/payments/pipelines/results/5" };
const jenkins = {
  JENKINS_URL: "https://ci.example/",
  JOB_NAME: "acme/payments/main",
  BUILD_URL: "https://ci.example/job/9/",
  GIT_URL: "git@github.com:acme/payments.git",
  GIT_COMMIT: sha,
};
const jenkinsFacts = { service: "payments", commit: sha, runUrl: "https://ci.example/job/9/" };

const cases: Record<string, Case[]> = {
  "GitHub Actions": [
    ["a branch", { ...github, GITHUB_REF: "refs/heads/feature/x" }, { service: "payments", ref: "feature/x", commit: sha, runUrl: githubRun }],
    [
      "a tag, with the default branch of the event",
      { ...github, GITHUB_REF: "refs/tags/v1.2.3", GITHUB_EVENT_PATH: eventFile({ repository: { default_branch: "trunk" } }) },
      { service: "payments", ref: "trunk", version: "v1.2.3", commit: sha, runUrl: githubRun },
    ],
    ["a tag, without an event", { ...github, GITHUB_REF: "refs/tags/v1" }, { service: "payments", version: "v1", commit: sha, runUrl: githubRun }],
    [
      "a pull request, with the commit of its head",
      { ...github, GITHUB_REF: "refs/pull/17/merge", GITHUB_EVENT_PATH: eventFile({ pull_request: { number: 17, head: { sha: "ab".repeat(20) } } }) },
      { service: "payments", ref: "pull/17", commit: "ab".repeat(20), runUrl: githubRun },
    ],
    [
      "an event that is broken",
      { ...github, GITHUB_REF: "refs/pull/17/merge", GITHUB_EVENT_PATH: eventFile("null") },
      { service: "payments", ref: "pull/17", commit: sha, runUrl: githubRun },
    ],
  ],
  "GitLab CI": [
    ["a branch", { ...gitlab, CI_COMMIT_BRANCH: "main", CI_COMMIT_REF_NAME: "main" }, { ...gitlabFacts, ref: "main" }],
    ["a tag", { ...gitlab, CI_COMMIT_TAG: "1.2.3", CI_COMMIT_REF_NAME: "1.2.3" }, { ...gitlabFacts, ref: "trunk", version: "1.2.3" }],
    ["a merge request", { ...gitlab, CI_MERGE_REQUEST_IID: "4", CI_COMMIT_REF_NAME: "feature" }, { ...gitlabFacts, ref: "pull/4" }],
  ],
  "AWS CodeBuild": [
    ["a branch by webhook", { ...codebuild, CODEBUILD_WEBHOOK_TRIGGER: "branch/develop" }, { ...codebuildFacts, ref: "develop" }],
    ["a head reference", { ...codebuild, CODEBUILD_WEBHOOK_HEAD_REF: "refs/heads/develop" }, { ...codebuildFacts, ref: "develop" }],
    ["a tag by webhook", { ...codebuild, CODEBUILD_WEBHOOK_TRIGGER: "tag/v2" }, { ...codebuildFacts, version: "v2" }],
    ["a pull request", { ...codebuild, CODEBUILD_WEBHOOK_TRIGGER: "pr/8", CODEBUILD_WEBHOOK_HEAD_REF: "refs/heads/x" }, { ...codebuildFacts, ref: "pull/8" }],
    ["a branch by hand", { ...codebuild, CODEBUILD_SOURCE_VERSION: "main" }, { ...codebuildFacts, ref: "main" }],
    ["a pull request by hand", { ...codebuild, CODEBUILD_SOURCE_VERSION: "pr/8" }, { ...codebuildFacts, ref: "pull/8" }],
    ["a commit", { ...codebuild, CODEBUILD_SOURCE_VERSION: sha }, codebuildFacts],
    ["a source in S3", { CODEBUILD_BUILD_ID: "payments-build:1f", CODEBUILD_SOURCE_VERSION: "arn:aws:s3:::bucket/x.zip" }, { service: "payments-build" }],
  ],
  "Azure Pipelines": [
    ["a branch", { ...azure, BUILD_SOURCEBRANCH: "refs/heads/release/1" }, { ...azureFacts, ref: "release/1" }],
    ["a tag", { ...azure, BUILD_SOURCEBRANCH: "refs/tags/v1" }, { ...azureFacts, version: "v1" }],
    [
      "a pull request",
      { ...azure, BUILD_SOURCEBRANCH: "refs/pull/3/merge", SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: "3", SYSTEM_PULLREQUEST_SOURCECOMMITID: "ab".repeat(20) },
      { ...azureFacts, ref: "pull/3", commit: "ab".repeat(20) },
    ],
  ],
  "Bitbucket Pipelines": [
    ["a branch", { ...bitbucket, BITBUCKET_BRANCH: "main" }, { ...bitbucketFacts, ref: "main" }],
    ["a tag", { ...bitbucket, BITBUCKET_TAG: "v1" }, { ...bitbucketFacts, version: "v1" }],
    ["a pull request", { ...bitbucket, BITBUCKET_BRANCH: "x", BITBUCKET_PR_ID: "6" }, { ...bitbucketFacts, ref: "pull/6" }],
  ],
  Jenkins: [
    ["a multibranch job", { ...jenkins, BRANCH_NAME: "main" }, { ...jenkinsFacts, ref: "main" }],
    ["a pull request", { ...jenkins, BRANCH_NAME: "PR-12", CHANGE_ID: "12" }, { ...jenkinsFacts, ref: "pull/12" }],
    ["a tag", { ...jenkins, BRANCH_NAME: "v3", TAG_NAME: "v3" }, { ...jenkinsFacts, version: "v3" }],
    ["a plain job", { ...jenkins, GIT_BRANCH: "origin/release/2" }, { ...jenkinsFacts, ref: "release/2" }],
    [
      "a job without git",
      { JENKINS_URL: "x", JOB_NAME: "payments/deploy", BUILD_URL: "https://ci.example/1" },
      { service: "payments", runUrl: "https://ci.example/1" },
    ],
  ],
};

describe.each(Object.entries(cases))("%s", (system, ofSystem) => {
  it.each(ofSystem)("says of %s what it builds", (_, environment, facts) => {
    expect(ciFacts(environment)).toEqual({ system, facts });
  });
});

it("outside of a CI nothing is known", () => {
  expect(ciFacts({ PATH: "/bin", BUILD_URL: "x" })).toEqual({ system: null, facts: {} });
});
