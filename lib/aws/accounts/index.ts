/** Accounts of AWS and their feeds: what is asked of whom, who may send, and how that goes. The asking itself is in `lib/aws/sync`. */
export { checkAccount } from "./check-account";
export { createAccount } from "./create-account";
export { createFeed } from "./create-feed";
export { deleteAccount } from "./delete-account";
export { deleteFeed } from "./delete-feed";
export { getAccount, listAccounts } from "./list-accounts";
export { listFeeds } from "./list-feeds";
export { requestFeedSync } from "./request-feed-sync";
export * from "./schemas";
export { updateAccount } from "./update-account";
