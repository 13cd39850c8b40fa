/**
 * Everything a script shows comes from templates that the server drew in the visitor's language. Only text is ever filled
 * in, never markup: what somebody typed can do nothing here.
 */

/** A fresh copy of `<template id>`; empty when the page has none. */
export function copyOf(id: string): DocumentFragment {
  const template = document.querySelector<HTMLTemplateElement>(`template#${id}`);
  return template === null ? document.createDocumentFragment() : document.importNode(template.content, true);
}

/** The sentence of this name from `#template-messages`; empty when there is none. */
export function message(name: string): string {
  const template = document.querySelector<HTMLTemplateElement>("template#template-messages");
  return template?.content.querySelector(`[data-message="${name}"]`)?.textContent ?? "";
}

/** The first message that exists. */
export function firstMessage(...names: readonly string[]): string {
  return names.map(message).find((text) => text !== "") ?? "";
}

export function fill(within: ParentNode, selector: string, text: string): void {
  for (const place of within.querySelectorAll(selector)) place.textContent = text;
}

export function show(within: ParentNode, selector: string, shown: boolean): void {
  for (const place of within.querySelectorAll<HTMLElement>(selector)) place.hidden = !shown;
}

/** Moves the reader there, also one who listens. */
export function focusOn(place: HTMLElement | null | undefined): void {
  if (place === null || place === undefined) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}

/** Another screen in place of this one, from its top. The templates stay: they hold sentences, nothing of a person. */
export function replaceScreen(content: DocumentFragment): HTMLElement {
  const main = document.querySelector("main") ?? document.body;
  const kept = [...main.querySelectorAll("template")];
  main.replaceChildren(content);
  document.body.append(...kept);
  window.scrollTo(0, 0);
  return main;
}
