/** The controls of forms, each with its own label, hint and error. Nothing is filled in or corrected by the browser unless asked. */
import type { Child, FC } from "hono/jsx";
import { FieldGroup, FormField, describedBy, fieldId, hasError } from "../form-field/form-field.tsx";
import type { FieldProps } from "../form-field/form-field.tsx";

export interface TextInputProps extends FieldProps {
  readonly value?: string;
  readonly type?: "text" | "email" | "tel" | "search" | "password" | "date" | "number";
  /** `numeric` and the like: which keyboard a phone shows. */
  readonly inputMode?: "text" | "numeric" | "tel" | "email" | "search";
  /** Width in characters. */
  readonly size?: number;
  readonly maxLength?: number;
  /** Off unless given: a shared tablet must remember nothing. */
  readonly autocomplete?: string;
  /** For codes: wide letters that cannot be mixed up. */
  readonly code?: boolean;
  readonly required?: boolean;
}

const invalid = (field: FieldProps): "true" | undefined => (hasError(field) ? "true" : undefined);

export const TextInput: FC<TextInputProps> = (field) => (
  <FormField {...field}>
    <input
      class={field.code === true ? "utrecht-textbox utrecht-textbox--code" : "utrecht-textbox"}
      id={fieldId(field)}
      name={field.name}
      type={field.type ?? "text"}
      value={field.value}
      inputmode={field.inputMode}
      size={field.size}
      maxlength={field.maxLength}
      autocomplete={field.autocomplete ?? "off"}
      spellcheck={false}
      autocapitalize={field.code === true ? "characters" : undefined}
      required={field.required}
      aria-describedby={describedBy(field)}
      aria-invalid={invalid(field)}
    />
  </FormField>
);

export const TextArea: FC<FieldProps & { readonly value?: string; readonly rows?: number; readonly maxLength?: number }> = (field) => (
  <FormField {...field}>
    <textarea
      class="utrecht-textarea"
      id={fieldId(field)}
      name={field.name}
      rows={field.rows ?? 6}
      maxlength={field.maxLength}
      autocomplete="off"
      spellcheck={false}
      dir="auto"
      aria-describedby={describedBy(field)}
      aria-invalid={invalid(field)}
    >
      {field.value ?? ""}
    </textarea>
  </FormField>
);

export const FileInput: FC<FieldProps & { readonly accept?: string; readonly multiple?: boolean }> = (field) => (
  <FormField {...field}>
    <input
      class="file-input"
      id={fieldId(field)}
      name={field.name}
      type="file"
      accept={field.accept}
      multiple={field.multiple}
      aria-describedby={describedBy(field)}
      aria-invalid={invalid(field)}
    />
  </FormField>
);

export const Select: FC<FieldProps & { readonly value?: string; readonly options: readonly { readonly value: string; readonly label: string }[] }> = (field) => (
  <FormField {...field}>
    <select class="utrecht-select" id={fieldId(field)} name={field.name} aria-describedby={describedBy(field)} aria-invalid={invalid(field)}>
      {field.options.map(({ value, label }) => (
        <option value={value} selected={value === field.value}>
          {label}
        </option>
      ))}
    </select>
  </FormField>
);

export interface Option {
  readonly value: string;
  readonly label: Child;
  readonly hint?: Child;
}

interface GroupProps extends Omit<FieldProps, "label"> {
  readonly legend: Child;
  readonly options: readonly Option[];
  /** Yes and no, and other very short answers: beside each other where there is room. */
  readonly inline?: boolean;
}

const choiceId = (field: { readonly name: string; readonly id?: string }, index: number): string => (index === 0 ? fieldId(field) : `${fieldId(field)}-${index + 1}`);

const Choices: FC<GroupProps & { readonly type: "radio" | "checkbox"; readonly chosen: readonly string[] }> = ({ type, chosen, ...field }) => (
  <FieldGroup {...field}>
    <div class={field.inline === true ? "choices choices--inline" : "choices"}>
      {field.options.map(({ value, label, hint }, index) => {
        const id = choiceId(field, index);
        return (
          <div class="choice">
            <input
              class={type === "radio" ? "utrecht-radio-button" : "utrecht-checkbox"}
              type={type}
              id={id}
              name={field.name}
              value={value}
              checked={chosen.includes(value)}
              aria-describedby={hint === undefined ? undefined : `${id}-about`}
            />
            <label for={id}>{label}</label>
            {hint === undefined ? null : (
              <span class="choice__hint" id={`${id}-about`}>
                {hint}
              </span>
            )}
          </div>
        );
      })}
    </div>
  </FieldGroup>
);

/** One of several. The first option has the field's id, so that an error summary can lead to it. */
export const RadioGroup: FC<GroupProps & { readonly value?: string }> = ({ value, ...field }) => (
  <Choices {...field} type="radio" chosen={value === undefined ? [] : [value]} />
);

/** Any number of several; all are posted under the same name. */
export const CheckboxGroup: FC<GroupProps & { readonly values?: readonly string[] }> = ({ values, ...field }) => (
  <Choices {...field} type="checkbox" chosen={values ?? []} />
);

/** Values that travel along unseen, as hidden inputs. */
export const Hidden: FC<{ readonly values: Readonly<Record<string, string | readonly string[] | undefined>> }> = ({ values }) => (
  <>
    {Object.entries(values).flatMap(([name, value]) =>
      (value === undefined ? [] : typeof value === "string" ? [value] : value).map((one) => <input type="hidden" name={name} value={one} />),
    )}
  </>
);

export interface FormProps {
  readonly action: string;
  readonly method?: "get" | "post";
  readonly id?: string;
  /** Needed for files. */
  readonly multipart?: boolean;
  readonly children?: Child;
}

/** The server checks and explains; the browser's own balloons are not in everybody's language. */
export const Form: FC<FormProps> = ({ action, method, id, multipart, children }) => (
  <form class="utrecht-form" action={action} method={method ?? "post"} id={id} enctype={multipart === true ? "multipart/form-data" : undefined} autocomplete="off" novalidate>
    {children}
  </form>
);
