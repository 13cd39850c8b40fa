import "./no-eval.ts";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

const place = document.querySelector("#desk");
// Errors that React caught are shown by `Mishap`; by default React would also write them to the console, with their data.
if (place !== null) createRoot(place, { onCaughtError: () => undefined, onUncaughtError: () => undefined }).render(<App />);
