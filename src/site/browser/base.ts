/**
 * The small script of every page: leave fast, read aloud with a voice of the device itself, focus on what needs it.
 * Every page works without it. Bundled into each page's own script, so it must bear being started twice.
 */
const left = "left";
const link = document.querySelector<HTMLAnchorElement>("#leave");
const { body } = document;

/** A browser may forbid storage, and then says so by throwing: leaving must work all the same. */
function storage(act: (store: Storage) => unknown): unknown {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

/** Empties the page first: the other site may take a second to come, and this one must be gone at once. */
export function leave(): void {
  if (link === null) return;
  body.replaceChildren();
  window.speechSynthesis?.cancel();
  // Only says "go on leaving" to our own pages behind the back button; goes with the tab, tells nothing.
  storage((store) => store.setItem(left, "1"));
  history.replaceState(null, "", "/");
  location.replace(link.href);
}

/** Who left and comes back with the back button sees nothing and goes on leaving; who comes by an address stays. */
function isBack(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return (entry as PerformanceNavigationTiming | undefined)?.type === "back_forward";
}

function arrive(kept: boolean): void {
  if (storage((store) => store.getItem(left)) === null) {
    // A page kept alive behind the back button is fetched anew: nothing typed or read stays in it.
    if (kept) location.reload();
  } else if (kept || isBack()) {
    leave();
  } else {
    storage((store) => store.removeItem(left));
  }
}

let presses: number[] = [];
function countEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 2000);
  if (presses.length >= 3) leave();
}

/** A voice that speaks on the device: others send the text of the page to somebody's computer. */
function localVoice(): SpeechSynthesisVoice | undefined {
  const language = document.documentElement.lang;
  return speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
}

function toggleReading(button: HTMLButtonElement, voice: SpeechSynthesisVoice): void {
  const reading = speechSynthesis.speaking;
  speechSynthesis.cancel();
  button.textContent = (reading ? body.dataset["read"] : body.dataset["stop"]) ?? "";
  if (reading) return;
  const words = new SpeechSynthesisUtterance(document.querySelector<HTMLElement>("main")?.innerText ?? "");
  words.voice = voice;
  words.lang = voice.lang;
  words.rate = 0.95;
  words.onend = () => {
    button.textContent = body.dataset["read"] ?? "";
  };
  speechSynthesis.speak(words);
}

function offerReading(): void {
  const voice = localVoice();
  const main = document.querySelector("main");
  if (voice === undefined || main === null || document.querySelector(".read-aloud") !== null) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "utrecht-button utrecht-button--secondary read-aloud";
  button.textContent = body.dataset["read"] ?? "";
  button.addEventListener("click", () => toggleReading(button, voice));
  main.prepend(button);
}

function start(): void {
  if (body.dataset["started"] !== undefined) return;
  body.dataset["started"] = "";
  arrive(false);
  addEventListener("pageshow", (event) => {
    if (event.persisted) arrive(true);
  });
  addEventListener("keydown", countEscape);
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.getElementById(body.dataset["focus"] ?? "")?.focus();
  if (!("speechSynthesis" in window)) return;
  offerReading();
  speechSynthesis.addEventListener?.("voiceschanged", offerReading);
}

start();
