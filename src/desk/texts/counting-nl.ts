/** Counting a contact, in Dutch; `counting-en.ts` has the same form. */
export const countingNl = {
  heading: "Meetellen",
  isCounted: "geteld",
  hint: "Alleen deze keuzes tellen mee, met de week. Geen tekst, geen naam, geen zaak.",
  submit: "Tel mee",
  again: "Verbeter de telling",
  done: "Dit contact is geteld.",
  note: (codes: string) => `Geteld: ${codes}.`,
  intake: "Voor de telling",
  only: "Tel alleen mee",
  onlyHint: "Ctrl Alt Enter telt alleen mee, zonder tekst en zonder zaak.",
  onlyDone: "De vraag is geteld. Je kunt de volgende opnemen.",
  onlyText: "Zo wordt je tekst niet bewaard. Maak de vakken leeg, of registreer de vraag.",
  notCounted: "De vraag is geregistreerd. Tellen lukte nu niet. Open de zaak en tel hem daar mee.",
  fields: { channel: "Hoe", role: "Wie", sector: "School", province: "Provincie", topic: "Onderwerp", by: "Door wie", done: "Wat deed je", outcome: "Hoe liep het af" },
  codes: {
    channel: { phone: "Telefoon", form: "Formulier", mail: "Mail", chat: "Chat" },
    role: { unknown: "Weet ik niet" },
    sector: { unknown: "Weet ik niet" },
    province: {
      groningen: "Groningen", fryslan: "Friesland", drenthe: "Drenthe", overijssel: "Overijssel", flevoland: "Flevoland", gelderland: "Gelderland", utrecht: "Utrecht",
      "noord-holland": "Noord-Holland", "zuid-holland": "Zuid-Holland", zeeland: "Zeeland", "noord-brabant": "Noord-Brabant", limburg: "Limburg", unknown: "Weet ik niet",
    },
    topic: {},
    by: {
      pupil: "Leerling", "school-staff": "Iemand van school", colleague: "Collega", "school-leader": "Schoolleiding", parent: "Ouder", "someone-at-home": "Iemand thuis", outsider: "Iemand van buiten",
      unknown: "Weet ik niet",
    },
    done: { listened: "Geluisterd", information: "Uitleg gegeven", advice: "Advies gegeven", contacted: "Met anderen gepraat", mediated: "Bemiddeld", referred: "Doorverwezen", escalated: "Voorgelegd aan het ministerie", procedure: "Klacht begonnen", none: "Niets" },
    outcome: { helped: "Geholpen", partly: "Voor een deel geholpen", "not-helped": "Niet geholpen", referred: "Doorverwezen", withdrawn: "Wil niet verder", "not-known": "Niet bekend" },
  },
};
