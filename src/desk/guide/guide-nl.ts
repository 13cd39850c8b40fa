/**
 * The talk guide in Dutch: open questions, never a checklist to read out. It holds no numbers and no law: those stand in the
 * directory and in the text blocks, with their date. `guide-en.ts` has the same names.
 */
export const guideNl = {
  begin: {
    safe: "Ben je nu veilig? Kun je vrij praten?",
    hang: "Hoe kan ik je bereiken als we worden verbroken? Of juist niet?",
    tell: "Wat is er gebeurd? Neem de tijd, ik luister.",
    since: "Sinds wanneer speelt dit? Wat was de laatste keer?",
    now: "Waarom bel je juist nu?",
    tried: "Wat heb je al gedaan? Wat hielp, en wat niet?",
    need: "Wat heb je nodig? Wat zou er morgen anders moeten zijn?",
  },
  topics: {
    bullying: {
      who: "Wie doen er mee? Wie kijken toe? Wie staat naast je?",
      where: "Waar gebeurt het: in de klas, onderweg, in een app?",
      proof: "Heb je berichten of foto's bewaard?",
      school: "Wat weet school? Wat heeft school gedaan?",
    },
    discrimination: {
      words: "Wat werd er gezegd of gedaan? In welke woorden?",
      others: "Gebeurt het ook bij anderen?",
      rule: "Was het één persoon, of komt het door een regel van school?",
    },
    lhbtiq: {
      out: "Wie weten het van je? Wie mag het zeker niet weten?",
      home: "Is het thuis veilig om hierover te praten?",
      name: "Hoe wil je genoemd worden, ook als ik terugbel?",
    },
    "sexual-behaviour": {
      pace: "Je hoeft geen details te vertellen. Wat wil je kwijt?",
      recent: "Is het kort geleden? Dan is snel hulp van een arts belangrijk.",
      who: "Is het een volwassene van school, of een leerling?",
      again: "Kom je die persoon nog tegen?",
    },
    "online-sexual": {
      spread: "Is er beeld van je gedeeld? Waar staat het, weet je dat?",
      pressure: "Zet iemand je onder druk? Wordt er geld of meer beeld gevraagd?",
      keep: "Bewaar de berichten. Stuur het beeld zelf niet door, ook niet naar ons.",
    },
    "physical-violence": {
      hurt: "Ben je gewond? Is er een arts bij geweest?",
      weapon: "Was er een wapen, of werd ermee gedreigd?",
      again: "Denk je dat het weer gebeurt? Wanneer?",
    },
    threat: {
      exact: "Wat werd er precies gezegd? Hoe: in het echt of online?",
      able: "Denk je dat deze persoon het doet? Waarom denk je dat?",
      keep: "Heb je de berichten bewaard?",
    },
    intimidation: {
      power: "Wat heeft deze persoon over jou te zeggen?",
      effect: "Wat durf je niet meer sinds dit speelt?",
      witness: "Wie zag of hoorde het ook?",
    },
    "unfair-treatment": {
      what: "Welk besluit, of welke manier van doen, is oneerlijk?",
      reason: "Welke reden gaf school?",
      paper: "Staat er iets op papier, of in een mail?",
    },
    radicalisation: {
      seen: "Wat zag of hoorde je zelf? Wat heb je van anderen?",
      change: "Wat is er veranderd, en sinds wanneer?",
      worry: "Ben je bang dat er iets ergs gebeurt? Wanneer?",
    },
    home: {
      where: "Gaat het om thuis? Wie wonen er?",
      others: "Zijn er meer kinderen in huis?",
      safe: "Is het veilig als ik bel? Op welk moment?",
    },
    absence: {
      days: "Hoelang zit je kind thuis? Helemaal, of een deel?",
      start: "Waarmee begon het?",
      plan: "Is er een plan? Wie is er allemaal bij?",
    },
    "support-needs": {
      need: "Welke hulp is nodig? Wie heeft dat vastgesteld?",
      agreed: "Wat is er afgesproken, en wat gebeurt er echt?",
      plan: "Ligt er een plan voor de hulp? Heb je dat gezien?",
    },
    removal: {
      letter: "Is er een brief? Welke dag staat erop?",
      term: "Let op: er kunnen termijnen lopen. Zoek de brief erbij.",
      place: "Waar is je kind nu? Is er een andere school?",
    },
    complaint: {
      step: "Waar is de klacht nu: bij school, bestuur of commissie?",
      date: "Wanneer stuurde je de klacht? Wat kwam er terug?",
      goal: "Wat wil je met de klacht bereiken?",
    },
    employment: {
      role: "Wat is je werk daar, en wie geeft je leiding?",
      sick: "Hoe gaat het met je? Ben je ziek gemeld?",
      support: "Wie staat naast je: een collega, een bond, een vertrouwenspersoon?",
    },
    calamity: {
      now: "Wat is er nu aan de hand? Zijn de hulpdiensten er?",
      lead: "Wie heeft de leiding op school?",
      tell: "Wie weten het al? Wie moet het vandaag horen?",
      media: "Is er vraag van pers, of onrust in een app?",
    },
    policy: {
      aim: "Wat wil je regelen, en voor wanneer?",
      have: "Wat staat er al op papier? Wat gebeurt er echt?",
      who: "Wie doet er mee: leiding, team, ouders, leerlingen?",
    },
    suicidal: {
      ask: "Denk je aan doodgaan? Vraag het rustig en gewoon.",
      plan: "Heb je een plan? Ben je nu alleen?",
      stay: "Blijf aan de lijn. Haal er iemand bij, of verbind door.",
    },
    "other-school-matter": {
      about: "Waar gaat het over? Wie heeft ermee te maken?",
      who: "Wie op school gaat hierover?",
    },
    unsure: {
      words: "Je hoeft het niet te kunnen noemen. Waar zit je het meest mee?",
      example: "Kun je vertellen over één keer dat het gebeurde?",
      body: "Wat merk je aan jezelf: slaap, eten, school?",
    },
  },
  checks: {
    danger: "Is er gevaar, nu of vannacht?",
    others: "Zijn er anderen die hulp nodig hebben?",
    home: "Is het thuis veilig?",
    tell: "Wie mag weten dat er gebeld is? Wie zeker niet?",
    reach: "Weten we hoe en wanneer we kunnen bellen?",
    terms: "Loopt er een termijn?",
    next: "Is duidelijk wat er nu gebeurt, en wie dat doet?",
  },
  care: {
    thanks: "Zeg dat het goed is dat de beller belde.",
    blame: "Zeg dat het niet de schuld is van de beller.",
    pace: "Vat samen, en vraag of dat klopt.",
    promise: "Beloof alleen wat je kunt doen. Beloof geen geheim dat je niet kunt houden.",
    alone: "Vraag wie er vandaag bij de beller kan zijn.",
    self: "En jij? Neem na een zwaar gesprek vijf minuten. Praat na met een collega.",
  },
};
