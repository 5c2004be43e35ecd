import { describe, expect, it } from "vitest";
import { bodyOf, emptyDraft, withChoice } from "@/components/findings/triage/draft";

const target = { about: { findings: [{ artifactId: 1, packageVersionId: 2, vulnerability: "CVE-2026-1" }] }, count: 1, first: null };

describe("a decision as it is sent", () => {
  it("accepts a risk as affected, and always until a day", () => {
    const draft = withChoice(emptyDraft, "accepted");
    expect(bodyOf(draft, target)).toMatchObject({ status: "affected", acceptance: true, expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT23:59:59/) });
    expect(withChoice({ ...emptyDraft, expiresOn: "2027-01-01" }, "accepted").expiresOn).toBe("2027-01-01");
  });

  it("has a justification only for what is not affected, whatever was chosen before", () => {
    const draft = { ...emptyDraft, justification: "code_not_present" } as const;
    expect(bodyOf({ ...draft, choice: "fixed" }, target).justification).toBeNull();
    expect(bodyOf({ ...draft, choice: "not_affected" }, target).justification).toBe("code_not_present");
  });

  it("sends texts that were filled in and nothing for the others", () => {
    const body = bodyOf({ ...emptyDraft, detail: " because ", versions: "range", range: " <2 " }, target);
    expect(body).toMatchObject({ ...target.about, detail: "because", evidenceUrl: null, expiresAt: null, versions: "<2", scope: "service" });
  });
});
