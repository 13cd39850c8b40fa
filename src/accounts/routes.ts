/** API routes of accounts. Everything but signing in, accepting an invitation and checking keys is for members. */
import type { Route } from "../base/index.ts";
import { identityRoutes } from "./routes/identity.ts";
import { organisationRoutes } from "./routes/organisation.ts";
import { ownRoutes } from "./routes/own.ts";
import { recoveryRoutes } from "./routes/recovery.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { teamRoutes } from "./routes/team.ts";

export const routes: readonly Route[] = [...signInRoutes, ...identityRoutes, ...ownRoutes, ...organisationRoutes, ...recoveryRoutes, ...teamRoutes];
