import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

/** The screen's own heading: takes the focus when the screen opens, so that it is read and the keyboard starts there. */
export function ScreenHeading({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
