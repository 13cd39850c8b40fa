import type { Child, FC } from "hono/jsx";

export interface AlertProps {
  readonly kind: "info" | "warning" | "danger" | "ok";
  readonly title?: Child;
  /** Level of the title's heading; 2 unless given. */
  readonly level?: 2 | 3 | 4;
  readonly id?: string;
  readonly children?: Child;
}

/** Something that must not be missed. Colour never carries it alone: the title says it. */
export const Alert: FC<AlertProps> = ({ kind, title, level, id, children }) => {
  const Title = `h${level ?? 2}` as const;
  return (
    <div class={`utrecht-alert utrecht-alert--${kind}`} id={id} tabindex={id === undefined ? undefined : -1}>
      {title === undefined ? null : <Title class="utrecht-alert__title">{title}</Title>}
      {children}
    </div>
  );
};

export interface FieldError {
  /** Id of the control that must be corrected. */
  readonly field: string;
  readonly message: string;
}

/** Stands at the top of a refused form, takes the focus (also without script) and leads to every field. Empty: nothing. */
export const ErrorSummary: FC<{ readonly title: Child; readonly errors: readonly FieldError[] }> = ({ title, errors }) =>
  errors.length === 0 ? null : (
    <div class="utrecht-alert utrecht-alert--danger error-summary" id="error-summary" role="alert" tabindex={-1} autofocus aria-labelledby="error-summary-title">
      <h2 class="utrecht-alert__title" id="error-summary-title">
        {title}
      </h2>
      <ul class="utrecht-unordered-list">
        {errors.map(({ field, message }) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
