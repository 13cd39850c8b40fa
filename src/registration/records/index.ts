export * from "./facts.ts";
export { factBytes, hashedMatter, hashedToken, openBytes, openRow, sealBytes, sealRow } from "./sealed.ts";
