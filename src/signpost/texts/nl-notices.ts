/** Duties, warnings, and why a body is not the right one: Dutch. */
import type { OutcomeTexts } from "./shape.ts";

const rijk = "https://www.rijksoverheid.nl/onderwerpen/voortgezet-onderwijs/vraag-en-antwoord/moet-de-school-seksueel-misbruik-melden-en-aangeven";
const law4a = `WPO artikel 4a. Het artikel voor vo, so en mbo: niet bekend. Gelezen: augustus 2026. ${rijk}`;
const police4a = "WPO artikel 4a. Gelezen: augustus 2026. http://seksueelmisdrijf.nl/onderwijs/aangifteplicht-bevoegd-gezag";
const adviser4a = "Gelezen: augustus 2026. http://seksueelmisdrijf.nl/onderwijs/vertrouwenspersoon";
const pupils4a = "Gelezen: augustus 2026. https://gespecialiseerdonderwijs.nl/blog/2021/10/15/zedenmisdrijf/";
const committee = "Gelezen: augustus 2026. https://www.onderwijsgeschillen.nl/veelgestelde-vragen";
const term = "Gelezen: augustus 2026. https://www.onderwijsgeschillen.nl/commissie/landelijke-klachtencommissie-onderwijs-lkc/procedure";
const ours = "Regel van deze wegwijzer.";

export const notices: Pick<OutcomeTexts, "duties" | "warnings" | "whyNot"> = {
  duties: {
    "duty-to-report": {
      title: "Je moet dit melden bij het bestuur",
      because: "Je werkt op een school. Een collega deed misschien iets met een leerling onder de 18 dat een zedenmisdrijf kan zijn.",
      how: "Vertel het meteen aan het bestuur zelf. Je baas vertellen is niet genoeg. Je mag het niet geheim houden. Dit geldt ook voor de interne vertrouwenspersoon.",
      source: law4a,
    },
    "duty-to-consult": {
      title: "Het bestuur moet meteen overleggen",
      because: "Iemand die voor de school werkt, deed misschien iets met een leerling onder de 18 dat een zedenmisdrijf kan zijn.",
      how: "Bel meteen de vertrouwensinspecteur. Samen bepaal je of er een redelijk vermoeden is.",
      source: law4a,
    },
    "duty-to-declare": {
      title: "Het bestuur moet aangifte doen bij een redelijk vermoeden",
      because: "Dit geldt als uit het overleg met de vertrouwensinspecteur een redelijk vermoeden komt.",
      how: "Doe dan aangifte bij de politie, ook als mensen dat niet willen. Licht vooraf de beschuldigde in, en de ouders van de leerling.",
      source: police4a,
    },
    "reporting-code": {
      title: "Volg de meldcode",
      because: "Er zijn zorgen over geweld thuis. Wie met kinderen werkt, volgt dan de meldcode. Elke school moet er een hebben.",
      how: "Vijf stappen: zet de signalen op een rij, overleg met een collega of Veilig Thuis, praat met ouders of kind als dat veilig is, weeg het risico, beslis over melden en hulp. Bij gevaar bel je meteen.",
      source: "Wet verplichte meldcode huiselijk geweld en kindermishandeling. Gelezen: augustus 2026. https://www.handelingsprotocol.nl/utrecht-bo-stap-5-hulp-of-melden-3",
    },
  },
  warnings: {
    "do-not-investigate": {
      title: "Zoek dit niet zelf uit",
      because: "Dit kan een misdrijf zijn.",
      how: "Vraag de leerling niet uit en praat niet met de ander. Schrijf op wat je hoorde, in de woorden van de leerling. Vraag eerst raad.",
      source: ours,
    },
    "do-not-copy-images": {
      title: "Maak geen kopie van foto's of filmpjes",
      because: "Beelden van seks met iemand onder de 18 bewaren of doorsturen kan strafbaar zijn.",
      how: "Stuur niets door, ook niet aan ons. Vraag Helpwanted hoe je het weg laat halen.",
      source: ours,
    },
    "duty-if-staff": {
      title: "Werkt de ander op school?",
      because: "Dan kan de wet zeggen dat je dit moet melden of bespreken.",
      how: "Gaat het om een leerling onder de 18 en misschien om een misdrijf? Een medewerker vertelt het dan meteen aan het bestuur. Het bestuur belt meteen de vertrouwensinspecteur.",
      source: law4a,
    },
    "duty-only-minors": {
      title: "De leerling is 18 of ouder",
      because: "De plicht om te melden geldt bij een leerling onder de 18.",
      how: "Was de leerling nog geen 18 toen het gebeurde? Dan geldt de plicht wel. Bel dan meteen de vertrouwensinspecteur. Je mag ook anders altijd bellen.",
      source: law4a,
    },
    "no-duty-between-pupils": {
      title: "Tussen leerlingen geldt deze plicht niet",
      because: "De plicht om te melden gaat over mensen die voor de school werken.",
      how: "Je mag er wel over bellen met de vertrouwensinspecteur. Let ook op de veiligheid van beide leerlingen.",
      source: pupils4a,
    },
    "external-adviser-police": {
      title: "Wijs op de politie",
      because: "Je werkt niet voor de school. Je hebt dan geen plicht om te melden.",
      how: "Je moet wel zeggen dat de ander naar de politie kan gaan.",
      source: adviser4a,
    },
    "staff-must-pass-on": {
      title: "Wie op school werkt, moet dit doorgeven",
      because: "Gaat het misschien om een zedenmisdrijf? Dan moet iedereen die op school werkt het aan het bestuur vertellen.",
      how: "Wil je eerst praten zonder dat het verder gaat? Bel iemand buiten school. Ook een vertrouwenspersoon van buiten hoeft het niet door te geven.",
      source: law4a,
    },
    "professional-secrecy": {
      title: "Denk aan je beroepsgeheim",
      because: "Wat je weet, heb je in vertrouwen gehoord.",
      how: "Vraag eerst of de ander het goed vindt. Je kunt ook advies vragen zonder namen. Is er gevaar? Wacht dan niet.",
      source: ours,
    },
    "say-only-what-you-want": {
      title: "Jij kiest wat je vertelt",
      because: "Niemand hoeft te weten op wie je valt of wie je bent.",
      how: "Je kunt zeggen dat je gepest wordt, zonder te zeggen waarom. Vraag eerst wat geheim blijft.",
      source: "Gelezen: augustus 2026. https://regenboogloket.nl/onderwijs/sociale-veiligheid-lhbti-leerlingen/",
    },
    "staying-home": {
      title: "Thuisblijven kan gevolgen hebben",
      because: "Wie jong is, moet naar school. De gemeente let daarop.",
      how: "Vertel school en gemeente waarom het niet gaat. Vraag hulp voordat je een besluit neemt.",
      source: "Gelezen: augustus 2026. https://ingrado.nl/actueel/items/wat-is-er-aan-de-hand-met-schoolverzuim-en-een-veilig-thuis-melding",
    },
    "advice-not-binding": {
      title: "Een advies is geen bevel",
      because: "De commissie geeft advies. Het bestuur hoeft het niet te volgen.",
      how: "Het bestuur moet wel binnen vier weken zeggen wat het ermee doet.",
      source: committee,
    },
    "inspectorate-no-feedback": {
      title: "Je hoort niet wat er met je melding gebeurt",
      because: "De Inspectie lost geen klacht van één persoon op.",
      how: "Zij bewaart je verhaal bij wat zij van de school weet. Zij kan vragen stellen aan het bestuur.",
      source: "Gelezen: augustus 2026. https://www.onderwijsinspectie.nl/onderwerpen/meldpunt-inspectie",
    },
    "escalation-by-support-point": {
      title: "Zit je vast?",
      because: "Een steunpunt kan een zaak die vastzit bespreken met het ministerie.",
      how: "Vraag het aan het steunpunt. Dat doet het alleen als jij het goed vindt, en zonder je naam.",
      source: "Gelezen: augustus 2026. https://balansdigitaal.nl/steunpunt-sociale-veiligheid-op-school",
    },
    "court-case": {
      title: "Er loopt een rechtszaak",
      because: "Niet elk loket mag dan nog iets doen.",
      how: "Vraag eerst na of zij je zaak nog aannemen. Vraag je advocaat om raad.",
      source: "Gelezen: augustus 2026. https://www.dekinderombudsman.nl/72/contact/",
    },
    "six-weeks": {
      title: "Je hebt zes weken",
      because: "De commissie voor passend onderwijs neemt een zaak aan tot zes weken na het besluit.",
      how: "Wacht niet op andere gesprekken. Schrijf op tijd.",
      source: term,
    },
    "term-ends-soon": {
      title: "De termijn is bijna om",
      because: "Een klacht bij de commissie moet binnen een jaar.",
      how: "Schrijf de commissie voor het jaar om is, ook als je nog praat met de school.",
      source: term,
    },
    "term-warning": {
      title: "De termijn is voorbij",
      because: "Het is langer geleden dan de termijn van de commissie.",
      how: "Soms mag het toch. Vraag het na en leg uit waarom je nu pas komt.",
      source: term,
    },
  },
  whyNot: {
    "veilig-thuis/school": "Veilig Thuis helpt bij geweld thuis, niet op school.",
    "veilig-thuis/absence": "Niet naar school gaan is op zich geen reden voor Veilig Thuis.",
    "kindertelefoon/age": "De Kindertelefoon is er van 8 tot en met 18 jaar.",
    "sv-calamiteitenteam/not-staff": "Dit team helpt scholen. Vraag de school of zij het team belt.",
    "vertrouwensinspecteur/employment": "De vertrouwensinspecteur helpt niet bij ruzie over werk of contract.",
    "onderwijsconsulenten/four-weeks": "Zij helpen pas als een leerling langer dan vier weken thuis zit.",
    "onderwijsconsulenten/school-first": "Praat eerst met het bestuur en het samenwerkingsverband.",
    "onderwijsconsulenten/court": "Zij helpen niet bij een rechtszaak.",
    "geschillencommissie-passend-onderwijs/term": "Deze commissie neemt een zaak aan tot zes weken na het besluit. Die tijd is om.",
    "lkc/gcbo-school": "Je school hoort bij een andere commissie.",
    "gcbo/lkc-school": "Je school hoort bij een andere commissie.",
    "lkc/support-needs": "Een plek of plan voor extra hulp hoort bij de commissie voor passend onderwijs.",
    "gcbo/support-needs": "Een plek of plan voor extra hulp hoort bij de commissie voor passend onderwijs.",
    "lkc/school-first": "Leg het eerst voor aan de school en het bestuur. Daarna kan het hier.",
    "gcbo/school-first": "Leg het eerst voor aan de school en het bestuur. Daarna kan het hier.",
    "lkc/tells-school": "De commissie stuurt je klacht naar de school. Doe dat pas als jij dat wilt.",
    "gcbo/tells-school": "De commissie stuurt je klacht naar de school. Doe dat pas als jij dat wilt.",
    "lkc/of-age": "Je kind is 18 of ouder. Het dient zelf een klacht in, binnen een jaar.",
    "gcbo/of-age": "Je kind is 18 of ouder. Het dient zelf een klacht in, binnen een jaar.",
    "inspectie-loket/no-complaints": "De Inspectie lost geen klacht van één persoon op.",
    "inspectie-loket/home": "De Inspectie gaat over scholen, niet over thuis.",
    "kinderombudsman/court": "De Kinderombudsman gaat niet over zaken bij de rechter.",
    "kinderombudsman/year": "De Kinderombudsman kijkt naar wat korter dan een jaar geleden is.",
    "kinderombudsman/of-age": "De Kinderombudsman is er voor wie jonger dan 18 was toen het gebeurde.",
    "kinderombudsman/school-first": "Klaag eerst bij de school en het bestuur. Helpt dat niet, dan kan het hier.",
    "ocw/no-helpline": "Het ministerie heeft geen hulplijn. Een steunpunt kan je zaak er wel bespreken.",
    "ingrado/no-helpline": "Ingrado is de vereniging van leerplichtambtenaren, geen hulplijn. Bel je eigen gemeente.",
  },
};
