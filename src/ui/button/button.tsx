import type { Child, FC } from "hono/jsx";

/** `primary`: the one thing to do next. `danger`: what cannot be undone. `quiet`: looks like a link. */
export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

export interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly type?: "submit" | "button";
  readonly id?: string;
  /** Sent with the form when this button was used. */
  readonly name?: string;
  readonly value?: string;
  /** Sends the form elsewhere than its own action. */
  readonly action?: string;
  /** For buttons that only work with script: hidden until the script shows them. */
  readonly hidden?: boolean;
  readonly describedBy?: string;
  readonly children?: Child;
}

const look = (kind: ButtonKind | undefined): string => `utrecht-button utrecht-button--${kind ?? "primary"}`;

export const Button: FC<ButtonProps> = ({ kind, type, id, name, value, action, hidden, describedBy, children }) => (
  <button class={look(kind)} type={type ?? "submit"} id={id} name={name} value={value} formaction={action} hidden={hidden} aria-describedby={describedBy}>
    {children}
  </button>
);

/** Goes somewhere; looks like a button because it is the next step. Never for an act that changes something. */
export const ButtonLink: FC<{ readonly href: string; readonly kind?: ButtonKind; readonly id?: string; readonly rel?: string; readonly children?: Child }> = ({
  href,
  kind,
  id,
  rel,
  children,
}) => (
  <a class={look(kind)} href={href} id={id} rel={rel}>
    {children}
  </a>
);

/** Buttons below a form: beside each other where there is room, below each other on a phone. */
export const Actions: FC<{ readonly children?: Child }> = ({ children }) => <div class="actions">{children}</div>;
