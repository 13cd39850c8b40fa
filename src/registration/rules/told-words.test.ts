import { describe, expect, it } from "vitest";
import { byWhom } from "./by-whom.ts";
import { newestList } from "./codes.ts";
import { provinceOf } from "./province.ts";

const register = [
  { province: "Drenthe", places: ["MEPPEL", "Een", "Nieuw-Amsterdam"], brins: ["01AB"] },
  { province: "Friesland", places: ["Drachten"], brins: [] },
  { province: "Noord-Holland", places: ["Amsterdam", "Bergen"], brins: [] },
  { province: "Limburg", places: ["Bergen"], brins: [] },
  { province: "Zuid-Holland", places: ["'s-Gravenhage"], brins: [] },
  { province: "Niet bekend", places: ["Zwolle"], brins: [] },
];

describe("where a school lies", () => {
  it("is found by a place or a code in what was typed, however it is written", () => {
    const found = (school: string): string | undefined => provinceOf(school, register);
    expect(["obs De Bron, meppel", "01ab", "It Skoalke (Drachten)", "vmbo 's Gravenhage"].map(found)).toEqual(["drenthe", "drenthe", "fryslan", "zuid-holland"]);
    expect(register.map(({ province }) => provinceOf("Meppel", [{ province, places: ["Meppel"], brins: [] }])).every((code) => code === undefined || newestList.codes.province.includes(code))).toBe(true);
  });

  it("is the longer name where one name lies in another", () => {
    expect(provinceOf("De Veenschool in Nieuw-Amsterdam", register)).toBe("drenthe");
  });

  it("is not guessed: no place, a place in two provinces, two places, a word that is also a village", () => {
    for (const school of ["", "De Regenboog", "Bergen", "van Meppel naar Drachten", "een school", "Zwolle"]) expect([school, provinceOf(school, register)]).toEqual([school, undefined]);
  });
});

describe("by whom it is said to be done", () => {
  it("is offered when the words point at one kind of person", () => {
    expect(["Een jongen uit mijn klas", "Mijn gymleraar", "de JUF", "de conciërge", "mijn collega", "onze directeur", "een vreemde man"].map((who) => byWhom(who, "pupil"))).toEqual([
      "pupil", "school-staff", "school-staff", "school-staff", "colleague", "school-leader", "outsider",
    ]);
    expect([byWhom("zijn vader", "pupil"), byWhom("zijn vader", "staff"), byWhom("mijn stiefvader", "pupil")]).toEqual(["someone-at-home", "parent", "someone-at-home"]);
  });

  it("is unknown when they point at more, or at nobody", () => {
    for (const who of ["", "ik weet het niet", "een jongen. De juf weet ervan", "J. de Vries", "__proto__ constructor"]) expect([who, byWhom(who, "pupil")]).toEqual([who, undefined]);
  });
});
