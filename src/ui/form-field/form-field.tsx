/**
 * A question with one control, in the order that NL Design System asks: label, hint, error, control. Hint and error are
 * tied to the control with `aria-describedby`, so that a screen reader says them with it.
 */
import type { Child, FC } from "hono/jsx";

export interface FieldProps {
  /** The name under which the value is posted. */
  readonly name: string;
  /** Id of the control; equals the name unless given. Error summaries link to it. */
  readonly id?: string;
  readonly label: Child;
  readonly hint?: Child;
  /** The sentence that says what must be done; undefined when nothing is wrong. */
  readonly error?: Child;
  /** Makes the label the heading of the page, for pages with one question. */
  readonly heading?: 1 | 2 | 3;
}

export const fieldId = (field: { readonly name: string; readonly id?: string }): string => field.id ?? field.name;
const isGiven = (child: Child): boolean => child !== undefined && child !== null && child !== "" && child !== false;

/** The value of `aria-describedby`, or undefined when there is neither hint nor error. */
export function describedBy(field: Pick<FieldProps, "name" | "id" | "hint" | "error">): string | undefined {
  const id = fieldId(field);
  const parts = [isGiven(field.hint) ? `${id}-hint` : "", isGiven(field.error) ? `${id}-error` : ""].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join(" ");
}

export const hasError = (field: Pick<FieldProps, "error">): boolean => isGiven(field.error);

export const HintAndError: FC<Pick<FieldProps, "name" | "id" | "hint" | "error">> = (field) => (
  <>
    {isGiven(field.hint) ? (
      <div class="utrecht-form-field__description" id={`${fieldId(field)}-hint`}>
        {field.hint}
      </div>
    ) : null}
    {isGiven(field.error) ? (
      <p class="utrecht-form-field__error-message" id={`${fieldId(field)}-error`}>
        {field.error}
      </p>
    ) : null}
  </>
);

const InHeading: FC<{ readonly level: 1 | 2 | 3 | undefined; readonly children?: Child }> = ({ level, children }) => {
  if (level === undefined) return <>{children}</>;
  const Tag = `h${level}` as const;
  return <Tag class={`utrecht-heading-${level} form-heading`}>{children}</Tag>;
};

const frame = (field: Pick<FieldProps, "error">): string => (hasError(field) ? "utrecht-form-field utrecht-form-field--invalid" : "utrecht-form-field");

/** For one control that the caller draws himself: give it `id={fieldId(field)}` and `aria-describedby={describedBy(field)}`. */
export const FormField: FC<FieldProps & { readonly children?: Child }> = ({ children, ...field }) => (
  <div class={frame(field)}>
    <InHeading level={field.heading}>
      <label class="utrecht-form-label" for={fieldId(field)}>
        {field.label}
      </label>
    </InHeading>
    <HintAndError {...field} />
    {children}
  </div>
);

/** A question with several controls: fieldset and legend. The first control has the field's id. */
export const FieldGroup: FC<Omit<FieldProps, "label"> & { readonly legend: Child; readonly children?: Child }> = ({ legend, children, ...field }) => (
  <fieldset class={frame(field)} aria-describedby={describedBy(field)}>
    <legend class="utrecht-form-label">
      <InHeading level={field.heading}>{legend}</InHeading>
    </legend>
    <HintAndError {...field} />
    {children}
  </fieldset>
);
