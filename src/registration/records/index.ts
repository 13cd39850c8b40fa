export * from "./facts.ts";
export { factBytes, hashedMatter, hashedToken, openRow, sealRow } from "./sealed.ts";
