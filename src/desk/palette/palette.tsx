/** Ctrl K: texts and numbers, to read out or to put where one was writing. By arrows and Enter; the button opens the same. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import { Button } from "../parts/form.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { contactLinesQuery, textBlocksQuery } from "../work/queries.ts";
import { choose, insertedText, itemsOf } from "./items.ts";
import type { PaletteItem } from "./items.ts";
import { putInto } from "./putting.ts";

export function Palette({ field, onClose }: { readonly field: HTMLTextAreaElement | undefined; readonly onClose: () => void }) {
  const { t, language } = useSpeech();
  const { me } = useOpen();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [copied, setCopied] = useState(false);
  const texts = useQuery({ ...textBlocksQuery, enabled: rolesMay(me.roles, "text.read") });
  const services = useQuery(contactLinesQuery(language));
  const shown = choose(itemsOf(texts.data?.blocks ?? [], services.data?.services ?? []), typed);
  const current = shown[Math.min(at, shown.length - 1)];
  useEffect(() => input.current?.focus(), []);
  const take = (item: PaletteItem): void => {
    if (field !== undefined) {
      onClose();
      putInto(field, insertedText(item));
      return;
    }
    navigator.clipboard.writeText(insertedText(item)).then(() => setCopied(true), () => setCopied(false));
  };
  const pressed = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((Math.min(at, shown.length - 1) + step + shown.length) % Math.max(1, shown.length));
    }
    if (event.key === "Enter" && current !== undefined) {
      event.preventDefault();
      take(current);
    }
  };
  return (
    <Dialog heading={t.palette.heading} onClose={onClose}>
      <input
        ref={input}
        className="palette-field"
        type="text"
        role="combobox"
        aria-label={t.palette.field}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current === undefined ? undefined : `${id}-${current.key}`}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setCopied(false);
        }}
        onKeyDown={pressed}
      />
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a native list would take the focus out of the field that is typed in */}
      <div id={`${id}-list`} role="listbox" aria-label={t.palette.heading} className="palette-list">
        {shown.map((item, place) => (
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- as above; the keys are the field's
          <div key={item.key} id={`${id}-${item.key}`} role="option" aria-selected={item === current} className="palette-item" onClick={() => setAt(place)}>
            <span>{item.title}</span> <span className="soft">{item.kind === "text" ? t.palette.text : t.palette.service}</span>
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className="soft">{t.palette.nothing}</p>}
      {current !== undefined && (
        <div className="palette-shown">
          <Shown item={current} />
          <p className="row">
            <Button kind="primary" onClick={() => take(current)}>
              {field === undefined ? t.palette.copy : t.palette.insert}
            </Button>
            {copied && <output>{t.palette.copied}</output>}
          </p>
        </div>
      )}
    </Dialog>
  );
}

function Shown({ item }: { readonly item: PaletteItem }) {
  const { t, day } = useSpeech();
  if (item.kind === "text") {
    const { block } = item;
    return (
      <>
        <p className="words">{block.body}</p>
        <p>
          <span className={`tag ${block.stale ? "tag-urgent" : "tag-open"}`}>{block.stale ? t.day.texts.stale(day(block.reviewDay)) : t.day.texts.good(day(block.changedDay))}</span>
        </p>
      </>
    );
  }
  const { service } = item;
  return (
    <>
      <p>
        <span className={`tag ${service.openNow === true ? "tag-open" : ""}`}>{service.openNow === true ? t.palette.openNow : service.openNow === false ? t.palette.closedNow : t.palette.openUnknown}</span>
      </p>
      <ul>
        {service.lines.map((line) => (
          <li key={`${line.kind} ${line.value ?? ""} ${line.label}`}>
            {line.label}: <strong className="reach-small">{line.value ?? t.palette.unknown}</strong> {line.hours !== null && <span>{line.hours}</span>}{" "}
            <span className={line.stale || line.outdated ? "tag tag-urgent" : "soft"}>{line.outdated ? t.palette.outdated(day(line.verifiedAt)) : t.palette.read(day(line.verifiedAt))}</span>
          </li>
        ))}
      </ul>
      <p className="hint">
        {service.does} {service.cannot}
      </p>
    </>
  );
}
