/** A release in the desk: asked, looked at, agreed by another, published. */
import { can } from "../../accounts/index.ts";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { AgreementPost, ReleaseParams, ReleasePost, ReleasesAnswer, ReleaseView } from "../shape/releases.ts";
import { agreeRelease, askRelease, publishRelease, readRelease, releases, withdrawRelease } from "./actions.ts";

type Asked<P, B = unknown> = { readonly params: P; readonly query: unknown; readonly body: B };
type Nothing = Record<string, never>;
const path = "/api/v1/releases";
const one = `${path}/{release}` as const;

export const releaseRoutes: readonly Route[] = [
  route<Asked<unknown>, ReleasesAnswer>({
    method: "GET",
    path,
    who: can("release.read"),
    summary: "Releases under way and before, and which periods may be asked for",
    out: ReleasesAnswer,
    refusals: [],
    handle: (context) => releases(context),
  }),
  route<Asked<unknown, ReleasePost>, Nothing>({
    method: "POST",
    path,
    who: can("release.write"),
    summary: "Counts and protects the figures of a period that is over; nothing is published",
    body: ReleasePost,
    maxBytes: 1_024,
    out: "nothing",
    refusals: ["input-invalid", "state-changed"],
    handle: (context, { body }) => askRelease(context, body),
  }),
  route<Asked<ReleaseParams>, ReleaseView>({
    method: "GET",
    path: one,
    who: can("release.read"),
    summary: "Every table of a release before it is published, and why a number is hidden; never the number",
    params: ReleaseParams,
    out: ReleaseView,
    refusals: ["not-found", "input-invalid"],
    handle: (context, { params }) => readRelease(context, params.release),
  }),
  route<Asked<ReleaseParams, AgreementPost>, Nothing>({
    method: "POST",
    path: `${one}/agreement`,
    who: can("release.write"),
    summary: "A second coordinator agrees to exactly this release",
    params: ReleaseParams,
    body: AgreementPost,
    maxBytes: 1_024,
    out: "nothing",
    refusals: ["not-found", "input-invalid", "state-changed", "second-person-required"],
    handle: (context, { params, body }) => agreeRelease(context, params.release, body),
  }),
  route<Asked<ReleaseParams>, Nothing>({
    method: "POST",
    path: `${one}/publication`,
    who: can("release.write"),
    summary: "Publishes what two coordinators agreed to; it cannot be taken back",
    params: ReleaseParams,
    out: "nothing",
    refusals: ["not-found", "input-invalid", "state-changed"],
    handle: (context, { params }) => publishRelease(context, params.release),
  }),
  route<Asked<ReleaseParams>, Nothing>({
    method: "POST",
    path: `${one}/withdrawal`,
    who: can("release.write"),
    summary: "Stops a release before it is published",
    params: ReleaseParams,
    out: "nothing",
    refusals: ["not-found", "input-invalid", "state-changed"],
    handle: (context, { params }) => withdrawRelease(context, params.release),
  }),
];
