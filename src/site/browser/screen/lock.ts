type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLButtonElement;

function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((one): one is Control => one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement || one instanceof HTMLButtonElement);
}

/**
 * While something is on its way nothing can be changed that would then be lost. Texts stay readable and can be copied;
 * buttons that take a file away stay usable (`data-gehoord-file-remove`).
 */
export function lock(form: HTMLFormElement, locked: boolean): void {
  form.setAttribute("aria-busy", String(locked));
  for (const control of controlsOf(form)) {
    if (control.dataset["gehoordFileRemove"] !== undefined || control.id === "retry") continue;
    if (control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && ["text", "tel", "email"].includes(control.type))) control.readOnly = locked;
    else if (control instanceof HTMLButtonElement) control.setAttribute("aria-disabled", String(locked));
    else control.disabled = locked;
  }
}

/** Nothing that was typed stays, also not what the server wrote into the page. */
export function empty(form: HTMLFormElement): void {
  form.reset();
  for (const control of controlsOf(form)) {
    if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) control.checked = false;
    else if (!(control instanceof HTMLSelectElement) && !(control instanceof HTMLButtonElement)) control.value = "";
  }
}
