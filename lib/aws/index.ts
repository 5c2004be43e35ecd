/** What Amazon Inspector and AWS say: findings, what they are about, and what runs where. */
export * from "./observations";
