/** So long may nothing happen before the conversation is gone from this screen. */
const idleMinutes = 15;

/** Calls `forget` after a quarter of an hour without a key or a touch, also when the device slept meanwhile. */
export function forgetWhenIdle(forget: () => void): void {
  let last = Date.now();
  const touched = (): void => {
    last = Date.now();
  };
  const look = (): void => {
    if (Date.now() - last >= idleMinutes * 60_000) forget();
  };
  for (const event of ["pointerdown", "keydown", "touchstart", "scroll"]) addEventListener(event, touched, { passive: true });
  setInterval(look, 10_000);
  document.addEventListener("visibilitychange", look);
}
