import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

type FoldProps = { readonly id: string; readonly heading: string; /** What stands beside the heading, also while it is folded. */ readonly remark?: string | undefined; /** Something of it waits for this worker now. */ readonly due?: boolean; readonly onOpen?: () => void; readonly children: ReactNode };

/** A part of a screen that is folded away until it is due or somebody opens it. It never closes by itself; on paper all of it stands. */
export function Fold({ id, heading, remark, due = false, onOpen, children }: FoldProps) {
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (due && place.current !== null) place.current.open = true;
  }, [due]);
  return (
    <section className="card fold" aria-labelledby={id}>
      <details ref={place} data-fold={id} onToggle={(event) => (event.currentTarget.open ? onOpen?.() : undefined)}>
        <summary>
          <h2 id={id}>{heading}</h2> {remark !== undefined && <span className="soft">{remark}</span>}
        </summary>
        {children}
      </details>
    </section>
  );
}
