/** What must be corrected: a summary at the top that takes the focus and leads to each field, and a line at the field. */
export type FieldProblem = { readonly field: string; readonly text: string };

function lineFor({ field, text }: FieldProblem): HTMLLIElement {
  const link = document.createElement("a");
  link.href = `#${field}`;
  link.textContent = text;
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function summaryOf(title: string, problems: readonly FieldProblem[]): HTMLElement {
  const heading = document.createElement("h2");
  heading.className = "utrecht-alert__title";
  heading.id = "error-summary-title";
  heading.textContent = title;
  const list = document.createElement("ul");
  list.className = "utrecht-unordered-list";
  list.append(...problems.map(lineFor));
  const summary = document.createElement("div");
  summary.className = "utrecht-alert utrecht-alert--danger error-summary";
  summary.id = "error-summary";
  summary.tabIndex = -1;
  summary.setAttribute("role", "alert");
  summary.setAttribute("aria-labelledby", heading.id);
  summary.append(heading, list);
  return summary;
}

/** Beside the field, tied to it for screen readers; a closed block around it opens. */
function mark({ field, text }: FieldProblem): void {
  const control = document.getElementById(field);
  if (control === null) return;
  const line = document.createElement("p");
  line.className = "utrecht-form-field__error-message";
  line.id = `${field}-error`;
  line.textContent = text;
  control.before(line);
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", [`${field}-hint`, line.id].filter((id) => document.getElementById(id) !== null).join(" "));
  control.closest(".utrecht-form-field")?.classList.add("utrecht-form-field--invalid");
  control.closest("details")?.setAttribute("open", "");
}

export function clearProblems(form: HTMLFormElement): void {
  document.getElementById("error-summary")?.remove();
  for (const line of form.querySelectorAll(".utrecht-form-field__error-message")) line.remove();
  for (const field of form.querySelectorAll(".utrecht-form-field--invalid")) field.classList.remove("utrecht-form-field--invalid");
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
}

export function showProblems(form: HTMLFormElement, title: string, problems: readonly FieldProblem[]): void {
  clearProblems(form);
  const summary = summaryOf(title, problems);
  form.before(summary);
  problems.forEach(mark);
  summary.focus();
}
