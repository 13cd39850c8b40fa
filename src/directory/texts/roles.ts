/** Names of whom a service is for, in the middle of a sentence. */
import type { Texts } from "../../base/index.ts";
import type { Role, Sector } from "../shape.ts";

export const roleNames: Texts<Readonly<Record<Role, string>>> = {
  nl: {
    pupil: "leerlingen en studenten",
    parent: "ouders",
    staff: "wie op school werkt",
    board: "besturen",
    "external-adviser": "vertrouwenspersonen van buiten school",
    "care-professional": "wie werkt in de zorg",
  },
  en: {
    pupil: "pupils and students",
    parent: "parents",
    staff: "people who work at a school",
    board: "school boards",
    "external-adviser": "external confidential advisers",
    "care-professional": "care professionals",
  },
};

export const sectorNames: Texts<Readonly<Record<Sector, string>>> = {
  nl: { po: "basisschool", vo: "middelbare school", so: "speciaal onderwijs", mbo: "mbo" },
  en: { po: "primary school", vo: "secondary school", so: "special education", mbo: "vocational education (mbo)" },
};
