import type { SiteTexts } from "./index.ts";

export const nl: SiteTexts = {
  direction: "ltr",
  skip: "Naar de inhoud",
  home: "Gehoord, naar het begin",
  otherLanguage: "English",
  leave: "Snel weg",
  leaveHint: "Sluit deze site meteen. Of druk drie keer op Escape.",
  readAloud: "Lees voor",
  stopReading: "Stop",
  danger: { label: "Direct hulp", now: "gevaar nu", thoughts: "denken aan dood", home: "thuis niet veilig", sexual: "seksueel geweld" },
  footer: { label: "Over deze site", help: "Nu hulp", organisations: "Wie kan helpen", figures: "Cijfers", traces: "Sporen wissen", privacy: "Privacy", accessibility: "Toegankelijkheid", about: "Over Gehoord" },
  demoLabel: "Let op",
  demo: "Dit is een oefensite. Wat je hier invult, komt bij niemand aan.",
  errors: {
    title: "Dat ging niet goed",
    "not-found": { title: "Deze pagina is er niet", what: "Misschien is het adres niet goed. Ga naar het begin. Daar vind je de weg.", next: "Naar het begin" },
    "method-not-allowed": { title: "Dat kan hier niet", what: "Ga naar het begin en probeer het daar nog eens.", next: "Naar het begin" },
    "input-invalid": { title: "Dat kwam niet goed aan", what: "Er is niets verstuurd. Ga terug en probeer het nog een keer.", next: "Naar het begin" },
    "not-allowed": { title: "Dit kwam van een andere site", what: "Er is niets verstuurd. Vul het hier zelf in.", next: "Naar het begin" },
    "body-too-large": { title: "Dat is te groot", what: "Er is niets verstuurd. Ga terug. Maak je tekst korter, of kies een kleiner bestand.", next: "Naar het begin" },
    "too-many-requests": { title: "Het is nu heel druk", what: "Er komt nu te veel tegelijk binnen. Wacht een paar minuten en probeer het weer. Of bel een van deze nummers.", next: "Probeer het weer" },
    unexpected: { title: "Er ging bij ons iets mis", what: "Het ligt niet aan jou. Probeer het zo nog een keer. Zag je een code? Dan is je verhaal goed aangekomen.", next: "Naar het begin" },
    "storage-away": { title: "We kunnen er nu even niet bij", what: "Wat al bij ons is, blijft bewaard. Probeer het over een paar minuten weer. Of bel een van deze nummers.", next: "Probeer het weer" },
  },
  retry: {
    again: "Probeer het weer",
    kept: "Wat je invulde, is niet weg. Laat deze pagina open. Wacht even en druk dan op de knop.",
    files: "Je foto of bestand gaat niet mee. Dat stuur je later, met je code.",
    withoutFiles: "Je tekst is niet weg. Je kunt hem nu sturen, zonder bestand. Een kleiner bestand stuur je later, met je code.",
    sendWithout: "Stuur zonder bestand",
  },
};
