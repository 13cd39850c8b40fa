/** Server-rendered components for public pages. Everything is escaped by hono/jsx; nothing here needs script. */
export * from "./alert/alert.tsx";
export * from "./button/button.tsx";
export * from "./form-controls/form-controls.tsx";
export * from "./form-field/form-field.tsx";
export * from "./links/links.tsx";
export * from "./page.ts";
export * from "./skip-link/skip-link.tsx";
export * from "./table/table.tsx";
export * from "./text/text.tsx";
