export { closePool, createPool, plainPool, pool } from "./pool";
export { prisma } from "./prisma";
export { sendTogether } from "./send-together";
export { inTransaction } from "./transaction";
export { isUuid, uuidv7 } from "./uuid";
