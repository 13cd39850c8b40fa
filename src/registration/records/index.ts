export * from "./facts.ts";
export { factBytes, hashedToken, openRow, sealRow } from "./sealed.ts";
