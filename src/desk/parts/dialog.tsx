import { useEffect, useId, useRef } from "react";
import type { ReactNode } from "react";
import { useSpeech } from "../speech.tsx";
import { Button } from "./form.tsx";

/** The browser's own modal dialog: focus stays inside, Escape closes, focus returns to where it was. */
export function Dialog({ heading, onClose, children }: { readonly heading: string; readonly onClose: () => void; readonly children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { t } = useSpeech();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{heading}</h2>
      {children}
      <p className="row">
        <Button kind="quiet" onClick={() => dialog.current?.close()}>
          {t.app.close}
        </Button>
      </p>
    </dialog>
  );
}
