import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { polledKinds } from "@/lib/aws/sync/kinds";
import { assumePolicy, permissionPolicy, trustPolicy } from "./policies";

const documented = [...readFileSync("docs/aws.md", "utf8").matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text = ""]) => JSON.parse(text).Statement as Statement[],
);
type Statement = { Sid?: string; Action: string | string[] };
const documentedWith = (sid: string) => documented.find((statements) => statements.some(({ Sid }) => Sid === sid));
const statementsOf = (policy: string): Statement[] => JSON.parse(policy).Statement;

describe("the policies that the pages give", () => {
  test("are those of docs/aws.md, which is held against every call", () => {
    expect(statementsOf(permissionPolicy({ kinds: polledKinds, addresses: [] }))).toEqual(documentedWith("Findings"));
    const queue = "https://sqs.eu-central-1.amazonaws.com/444455556666/wherein";
    expect(statementsOf(permissionPolicy({ kinds: [], addresses: [queue] })).slice(1)).toEqual(documentedWith("Queue"));
    expect(statementsOf(permissionPolicy({ kinds: [], addresses: ["s3://example-inspector/reports/"] })).slice(1)).toEqual(documentedWith("Reports"));
    expect(statementsOf(assumePolicy("arn:aws:iam::*:role/WhereinReader"))).toEqual(documentedWith("AssumeReaders"));
    const trust = trustPolicy({ wherein: "arn:aws:iam::111122223333:role/Wherein", externalId: "THE-EXTERNAL-ID" });
    expect(documented).toContainEqual(statementsOf(trust));
  });

  test("allow nothing for kinds that are not wanted, and coverage where findings are not", () => {
    const actions = statementsOf(permissionPolicy({ kinds: ["coverage"], addresses: [] })).flatMap(({ Action }) => Action);
    expect(actions).toEqual(["inspector2:ListCoverage", "inspector-scan:ScanSbom"]);
  });

  test("name each statement once, also with several buckets, and a whole bucket without a condition", () => {
    const statements = statementsOf(permissionPolicy({ kinds: [], addresses: ["s3://one", "s3://two/a/", "arn:aws:sns:eu-west-1:1:topic"] }));
    expect(statements.map(({ Sid }) => Sid)).toEqual(["Scans", "Reports", "ReportFiles", "Reports2", "ReportFiles2"]);
    expect(statements[1]).not.toHaveProperty("Condition");
    expect(statements[2]).toMatchObject({ Resource: "arn:aws:s3:::one/*" });
  });
});
