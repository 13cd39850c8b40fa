/**
 * What of the NL API Design Rules a document shows (the rules of their linter, ruleset.yaml of developer.overheid.nl, read
 * 2026-11-21). Names are the linter's. Returns complaints as `rule: where`, none when all is well.
 */
type Any = Readonly<Record<string, unknown>>;

const record = (value: unknown): Any => (typeof value === "object" && value !== null ? (value as Any) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const semver = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;
const kebabPath = /^(\/|(\/_[a-z0-9]+|\/(([a-z0-9-]+|\{[^}]+\})(\/([a-z0-9\-.]+|\{[^}]+\}))*)(\/_[a-z]+)?)\/?)$/;
const camel = /^\$?[a-z][a-z\d]*([A-Z][a-z\d]*)*$/;
const methods = new Set(["post", "put", "get", "delete", "patch", "parameters"]);

function ofDocument(document: Any): string[] {
  const info = record(document["info"]);
  const contact = record(info["contact"]);
  const servers = list(document["servers"]).map((server) => text(record(server)["url"]));
  return [
    ...(/^3(.\d+){1,2}$/.test(text(document["openapi"])) ? [] : ["openapi3: openapi"]),
    ...(semver.test(text(info["version"])) ? [] : ["semver: info.version"]),
    ...(["email", "name", "url"].every((name) => text(contact[name]) !== "") ? [] : ["info-contact-fields-exist: info.contact"]),
    ...(servers.length === 0 ? ["oas3-api-servers: servers"] : []),
    ...servers.filter((url) => !/\/v\d+/.test(url)).map((url) => `include-major-version-in-uri: ${url}`),
    ...servers.filter((url) => url.startsWith("http://") && !/^http:\/\/(127\.0\.0\.1|localhost)\b/.test(url)).map((url) => `servers-use-https: ${url}`),
  ];
}

function ofPath(path: string, operations: Any): string[] {
  return [
    ...(/.\/$/.test(path) ? [`paths-no-trailing-slash: ${path}`] : []),
    ...(kebabPath.test(path) ? [] : [`paths-kebab-case: ${path}`]),
    ...Object.keys(operations).filter((method) => !methods.has(method)).map((method) => `http-methods: ${path} ${method}`),
    ...Object.entries(operations).flatMap(([method, operation]) => ofOperation(`${path} ${method}`, path, method, record(operation))),
  ];
}

function ofOperation(where: string, path: string, method: string, operation: Any): string[] {
  const parameters = list(operation["parameters"]).map(record);
  const responses = record(operation["responses"]);
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const declared = parameters.filter((one) => one["in"] === "path").map((one) => one["name"]);
  const takesInput = ["put", "post", "patch"].includes(method) || (["get", "delete"].includes(method) && parameters.length > 0);
  return [
    ...(inPath.every((name) => declared.includes(name)) && declared.length === inPath.length ? [] : [`path-params: ${where}`]),
    ...parameters.filter((one) => one["in"] === "query" && !camel.test(text(one["name"]))).map((one) => `query-keys-camel-case: ${where} ${text(one["name"])}`),
    ...(takesInput && responses["400"] === undefined ? [`problem-invalid-input: ${where}`] : []),
    ...Object.entries(responses).flatMap(([status, response]) => ofResponse(`${where} ${status}`, status, record(response))),
  ];
}

function ofResponse(where: string, status: string, response: Any): string[] {
  if (/^[23]/.test(status)) {
    const names = Object.keys(record(response["headers"])).map((name) => name.toLowerCase());
    return names.includes("api-version") ? [] : [`missing-version-header: ${where}`];
  }
  return response["content"] === undefined || record(response["content"])["application/problem+json"] !== undefined ? [] : [`use-problem-schema: ${where}`];
}

/** Dates carry their format, and never the one without a time zone. */
function ofProperties(value: unknown, where: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => ofProperties(one, `${where}.${index}`));
  return Object.entries(record(value)).flatMap(([name, inner]) => [
    ...(name === "properties" ? Object.entries(record(inner)).flatMap(([property, schema]) => ofProperty(`${where}.${property}`, property, record(schema))) : []),
    ...ofProperties(inner, `${where}.${name}`),
  ]);
}

function ofProperty(where: string, name: string, schema: Any): string[] {
  const format = text(schema["format"]);
  if (format === "time" || format === "date-time-local") return [`date-time-ensure-timezone: ${where}`];
  if (!/^(date|datum)$|\wDate$|\wDatum$/.test(name)) return [];
  return format === "date" ? [] : [`specify-format-for-date-and-time: ${where}`];
}

export function complaints(document: unknown): readonly string[] {
  const whole = record(document);
  const paths = record(whole["paths"]);
  const operations = Object.values(paths).flatMap((one) => Object.values(record(one)).map((operation) => record(operation)["operationId"]));
  return [
    ...ofDocument(whole),
    ...Object.entries(paths).flatMap(([path, one]) => ofPath(path, record(one))),
    ...operations.filter((id, index) => operations.indexOf(id) !== index).map((id) => `operation-operationId-unique: ${text(id)}`),
    ...ofProperties(paths, "paths"),
  ];
}
