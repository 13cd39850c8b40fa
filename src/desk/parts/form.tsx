/** Fields and buttons: native elements with their label, hint and error tied to them. */
import { useId } from "react";
import type { ComponentProps, ReactNode } from "react";

type FieldProps = { readonly label: string; readonly hint?: string | undefined; readonly error?: string | undefined };

function describedBy(id: string, { hint, error }: FieldProps): string | undefined {
  const ids = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].filter((one) => one !== "");
  return ids.length === 0 ? undefined : ids.join(" ");
}

function Around({ id, field, children }: { readonly id: string; readonly field: FieldProps; readonly children: ReactNode }) {
  return (
    <div className="field" data-wrong={field.error === undefined ? undefined : ""}>
      <label htmlFor={id}>{field.label}</label>
      {field.hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {field.error !== undefined && (
        <p className="error" id={`${id}-error`}>
          {field.error}
        </p>
      )}
      {children}
    </div>
  );
}

export function TextField({ label, hint, error, ...input }: FieldProps & ComponentProps<"input">) {
  const id = useId();
  const field = { label, hint, error };
  return (
    <Around id={id} field={field}>
      <input id={id} type="text" aria-describedby={describedBy(id, field)} aria-invalid={error === undefined ? undefined : true} spellCheck={false} autoCapitalize="none" autoComplete="off" {...input} />
    </Around>
  );
}

export function TextArea({ label, hint, error, ...input }: FieldProps & ComponentProps<"textarea">) {
  const id = useId();
  const field = { label, hint, error };
  return (
    <Around id={id} field={field}>
      {/* Browsers may send what is typed to a spelling service; nothing a worker writes about a person may go there. */}
      <textarea id={id} rows={6} aria-describedby={describedBy(id, field)} aria-invalid={error === undefined ? undefined : true} spellCheck={false} autoComplete="off" {...input} />
    </Around>
  );
}

export function Choice({ label, hint, error, children, ...input }: FieldProps & ComponentProps<"select">) {
  const id = useId();
  const field = { label, hint, error };
  return (
    <Around id={id} field={field}>
      <select id={id} aria-describedby={describedBy(id, field)} {...input}>
        {children}
      </select>
    </Around>
  );
}

export function Tick({ label, ...input }: { readonly label: string } & ComponentProps<"input">) {
  return (
    <label className="tick">
      <input type="checkbox" {...input} />
      <span>{label}</span>
    </label>
  );
}

type Kind = "primary" | "secondary" | "quiet" | "danger";
/** `busy`: stays focusable and says so; a second press does nothing. */
export function Button({ kind = "secondary", busy = false, onClick, ...rest }: { readonly kind?: Kind; readonly busy?: boolean } & ComponentProps<"button">) {
  return <button type="button" className={`button button-${kind}`} aria-disabled={busy || undefined} onClick={busy ? (event) => event.preventDefault() : onClick} {...rest} />;
}
