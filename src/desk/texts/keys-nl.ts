/** About keys after somebody left, and who reads very much. */
export const nlKeys = {
  leaveExplain: "Dit lid kan meteen niet meer inloggen. Elk team dat hij verlaat, krijgt nu een nieuwe sleutel. Zijn zaken wachten daarna op iemand anders.",
  leaveDone: (cases: number) => (cases === 0 ? "Dit lid is weg. Elk team heeft een nieuwe sleutel." : `Dit lid is weg. Elk team heeft een nieuwe sleutel. ${cases} ${cases === 1 ? "zaak wacht" : "zaken wachten"} op iemand.`),
  rewrapHeading: "Oude sleutel",
  rewrapLeft: (left: number) => `${left} ${left === 1 ? "zaak ligt" : "zaken liggen"} nog onder de oude sleutel van dit team.`,
  rewrapExplain: "Leg ze onder de nieuwe sleutel. Dat gebeurt in deze browser. Je kunt stoppen en later verder gaan, jij of een collega.",
  rewrapStart: "Leg ze onder de nieuwe sleutel",
  rewrapStop: "Stop",
  rewrapBusy: (done: number, all: number) => `${done} van ${all} gedaan`,
  rewrapDone: "Alles ligt onder de nieuwe sleutel.",
  rewrapNotice: (team: string) => `Zaken van ${team} liggen nog onder een oude sleutel. Ga naar Team.`,
  alerts: "Veel gelezen",
  alert: (name: string, day: string) => `${name} opende op ${day} in korte tijd heel veel zaken. Vraag waarom.`,
};
