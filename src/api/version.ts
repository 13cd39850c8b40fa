/** Full version of the API (semver); the major one stands in every path. Raise it with every change of a route's contract. */
export const apiVersion = "1.0.0";
