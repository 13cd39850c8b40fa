import type { ProseTexts } from "./prose.ts";

export const proseNl: ProseTexts = {
  home: {
    title: "Gaat het niet goed op school?",
    lead: "Fijn dat je hier bent. Je staat er niet alleen voor. Wij zoeken met jou wie kan helpen.",
    promises: ["Je naam is niet nodig", "Het kost niets", "Jij kiest wie het leest"],
    more: "Of ga meteen naar",
    links: {
      report: { label: "Ik wil het vertellen", hint: "Schrijf op wat er is. Met of zonder je naam." },
      call: { label: "Ik wil gebeld worden", hint: "Kies wanneer een steunpunt je mag bellen." },
      back: { label: "Ik heb al een code", hint: "Lees het antwoord of schrijf iets nieuws." },
      organisations: { label: "Wie kan mij helpen?", hint: "Kijk zelf wie er zijn en of ze nu open zijn." },
    },
    start: "Vind wie je helpt",
  },
  help: {
    title: "Heb je nu hulp nodig?",
    lead: "Bel gerust. Weet je niet wat je moet zeggen? Zeg dan: ik heb hulp nodig.",
    items: {
      now: { title: "Er is nu gevaar", what: "Bel 112. Daar zit dag en nacht iemand klaar. Zeg waar je bent." },
      thoughts: { title: "Je denkt aan de dood", what: "Bel 113. Dat mag dag en nacht. Je hoeft niet te zeggen hoe je heet." },
      home: { title: "Thuis is het niet veilig", what: "Bel Veilig Thuis, dag en nacht. Je mag bellen voor jezelf of voor een ander." },
      sexual: { title: "Iemand ging over je grens met seks", what: "Bel het Centrum Seksueel Geweld, dag en nacht. Bel als het kan binnen zeven dagen. Later mag ook." },
      child: { title: "Je wilt met iemand praten", what: "Ben je 8 tot en met 18 jaar? Bel de Kindertelefoon. In de nacht zijn ze dicht." },
    },
    after: "Is er nu geen gevaar? Dan zoeken we met jou wie kan helpen.",
    next: "Naar het begin",
  },
  privacy: {
    title: "Wat wij wel en niet weten",
    lead: "Jij kiest wat je vertelt en wie het leest. Zo gaan wij ermee om.",
    sections: [
      {
        heading: "Dit weten wij niet",
        items: [
          "Wie je bent. Je hoeft geen naam te geven en je maakt geen account.",
          "Waar je bent. Wij slaan het adres van je telefoon of laptop niet op.",
          "Wat je nog meer doet. Wij zetten geen cookies. Er kijkt geen ander bedrijf mee.",
        ],
      },
      {
        heading: "Alleen wie jij kiest, kan het lezen",
        paragraphs: [
          "Wat je schrijft, gaat op slot in je eigen scherm. Alleen het steunpunt dat jij kiest, heeft de sleutel.",
          "Wij hebben die sleutel niet. Ook wie onze computer beheert, kan het niet lezen.",
          "Werkt er in je browser geen script? Dan gaat het pas bij ons op slot. Onze computer ziet je tekst dan heel even. Hij bewaart die niet.",
        ],
      },
      {
        heading: "Dit staat wel open",
        paragraphs: ["Het steunpunt moet zijn werk kunnen doen. Daarom zien wij bij een melding dit:"],
        items: ["welk steunpunt hem heeft", "of hij nieuw is of al klaar", "wie er aan werkt", "op welke dag er een antwoord moet zijn", "hoe groot hij is", "of er haast bij is", "wanneer je gebeld wilt worden, als je dat vroeg; nooit op welk nummer"],
      },
      {
        heading: "Te veel tegelijk",
        paragraphs: ["Soms wil iemand ons plat leggen. Daarom tellen wij hoe vaak een formulier open gaat. We maken dan van je adres een geheim getal. Na een uur is het weg. We schrijven het nooit op."],
      },
      {
        heading: "Dit mag jij",
        items: [
          "Je verhaal weghalen. Dat kan met je code.",
          "Zien wie je verhaal las. Dat staat bij je gesprek. Je hebt er je code voor nodig.",
          "Een klacht doen bij de Autoriteit Persoonsgegevens.",
        ],
      },
      {
        heading: "Wat blijft er na wissen?",
        paragraphs: ["Wis je alles? Dan is het weg uit onze lijst. In onze kopie staat het nog 35 dagen, op slot. Daarna is het ook daar weg."],
      },
    ],
  },
  accessibility: {
    title: "Iedereen moet hier terecht kunnen",
    lead: "Deze site is voor elk kind en elke ouder. Ook als je slecht ziet, niet met een muis werkt of lezen lastig vindt.",
    sections: [
      {
        heading: "Dit werkt",
        items: [
          "Je kunt alles doen met alleen het toetsenbord.",
          "Het werkt met een schermlezer.",
          "Je kunt alles vier keer zo groot maken.",
          "Je mag je eigen letters en kleuren kiezen. Donker kan ook.",
          "Het werkt op een oude telefoon en ook zonder script.",
          "Heeft je toestel een stem? Dan lezen wij de tekst voor.",
          "De taal is kort en gewoon.",
        ],
      },
      {
        heading: "Zo hebben we het getest",
        paragraphs: [
          "Bij elke nieuwe versie kijkt de computer elke pagina na. Dat doet hij met de regels van WCAG 2.2, niveau AA.",
          "Er heeft nog geen bureau van buiten naar gekeken. Er is ook nog niet getest door mensen met een beperking. Dat moet nog.",
        ],
      },
      {
        heading: "Dit werkt nog niet goed",
        items: ["De site is er nog maar in twee talen.", "Er is nog geen film in gebarentaal.", "Wie bij een steunpunt werkt, heeft wel script nodig."],
      },
      { heading: "Werkt er iets niet voor jou?", paragraphs: ["Zeg het ons. Kijk bij Over Gehoord wie deze site beheert. Heb je nu hulp nodig? Bel dan een nummer dat boven aan de pagina staat."] },
    ],
  },
  about: {
    title: "Over Gehoord",
    lead: "Gehoord is één deur voor alles wat niet veilig is op school.",
    sections: [
      {
        heading: "Wat doen wij?",
        paragraphs: ["Wij wijzen je de weg naar wie jou kan helpen. Je kunt je verhaal ook hier vertellen. Dan lees je hier het antwoord. Je hoeft niet steeds opnieuw te beginnen."],
      },
      { heading: "Voor wie is het?", paragraphs: ["Voor leerlingen, ouders en mensen die op een school werken. Ook voor wie een kind helpt."] },
      {
        heading: "Wat doen wij niet?",
        items: ["Wij zijn geen 112. Is er nu gevaar? Bel dan 112.", "Wij geven geen straf. Dat doet de school of de rechter.", "Wij lezen je verhaal niet zelf. Dat doet het steunpunt dat jij kiest."],
      },
      { heading: "Is de code open?", paragraphs: ["Ja. Iedereen mag zien hoe deze site werkt en mag hem zelf gebruiken. De licentie is EUPL-1.2."] },
    ],
    operator: { heading: "Wie beheert deze site?", unknown: "Dat is hier nog niet ingevuld.", known: "Zo bereik je wie deze site beheert:" },
    judgements: { heading: "Hoe lopen klachten af?", link: "Lees oordelen zonder namen" },
    desk: { heading: "Werk je bij een steunpunt?", link: "Naar de balie" },
  },
  traces: {
    title: "Sporen wissen",
    lead: "Wil je dat niemand ziet dat je hier was? Lees dan wat er blijft staan, en hoe je dat wist.",
    sections: [
      {
        heading: "Snel weg",
        paragraphs: ["Druk op de knop Snel weg. Of druk drie keer op Escape. Dan staat er meteen een andere site. Ga je dan terug, dan zie je niets van ons.", "Staat script uit? Dan gaat de knop ook naar die site. Maar met terug kom je dan wel weer hier. Sluit daarom ook het tabblad."],
      },
      {
        heading: "Dit blijft staan op je toestel",
        items: [
          "De naam van deze site, in je geschiedenis. Er staat niet bij wat je deed.",
          "Een paar stukjes van de site, zoals de kleuren. Je verhaal staat er niet bij.",
          "Een mail van ons, als je daar om vroeg. Er staat niet in waar het over gaat.",
          "Een foto of kaart die je zelf bewaart of print.",
        ],
      },
      {
        heading: "Zo wis je het",
        ordered: true,
        items: [
          "Open het menu van je browser. Dat zijn de drie puntjes of streepjes.",
          "Kies Geschiedenis.",
          "Zoek deze site en haal alleen die weg. Wis niet alles. Een lege lijst valt op.",
          "Kreeg je een mail? Gooi die weg. Maak daarna ook de prullenbak leeg.",
        ],
      },
      {
        heading: "Dit kun je niet wissen",
        paragraphs: ["Zit je op een laptop of tablet van school? Of op de wifi van school? Dan kan de school zien dat je op deze site was. Ze zien niet wat je schreef. Thuis kan dat ook zo zijn."],
      },
      {
        heading: "Zo ben je veiliger",
        items: ["Pak een toestel dat van jou is, of van iemand die je vertrouwt.", "Zet de wifi uit en gebruik je eigen bundel.", "Open een privévenster. Dan blijft er niets in je geschiedenis.", "Schrijf je code op papier. Berg hem goed op."],
      },
    ],
  },
};
