import { useEffect, useMemo, useState } from "react";
import type { FileManifest } from "../../../envelope/index.ts";
import { EnvelopeRefusal } from "../../../envelope/index.ts";
import { previewDocument, previewKind, safeName } from "../../cases/preview.ts";
import { fetchFile } from "../../cases/use-case.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button } from "../../parts/form.tsx";
import { Waiting } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";

/** An address for bytes in memory, given back when they leave the screen. */
function useAddress(blob: Blob | undefined): string | undefined {
  const address = useMemo(() => (blob === undefined ? undefined : URL.createObjectURL(blob)), [blob]);
  useEffect(() => () => (address === undefined ? undefined : URL.revokeObjectURL(address)), [address]);
  return address;
}

/** `given`: it was handed over from another case under the person's consent. `fetch`: from where its bytes come. */
export function Attachment({ caseId, piece, manifest, given = false, fetch: fetched = fetchFile }: { readonly caseId: string; readonly piece: string; readonly manifest: FileManifest; readonly given?: boolean; readonly fetch?: typeof fetchFile }) {
  const { t, size } = useSpeech();
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer>>();
  const doing = useDoing((error) => (error instanceof EnvelopeRefusal ? t.case.fileDamaged : undefined));
  const fetch = (): Promise<boolean> =>
    doing.run(async () => {
      setBytes(await fetched(caseId, piece, manifest, given));
      return undefined;
    });
  return (
    <div className="file">
      <p>
        <span className="soft">{t.case.file}</span> <strong>{safeName(manifest.name)}</strong> <span className="soft">{size(manifest.size)}</span>
      </p>
      {bytes === undefined ? (
        <Button busy={doing.busy} onClick={() => void fetch()}>
          {t.case.fetchFile}
        </Button>
      ) : (
        <Fetched bytes={bytes} manifest={manifest} />
      )}
      {doing.busy && <Waiting text={t.case.fetching} />}
      <DoingNotice doing={doing} />
    </div>
  );
}

function Fetched({ bytes, manifest }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly manifest: FileManifest }) {
  const { t } = useSpeech();
  const kind = previewKind(manifest.type);
  // Downloaded as bytes without a type that a browser would open: it becomes a file, never a page of ours.
  const download = useMemo(() => new Blob([bytes], { type: "application/octet-stream" }), [bytes]);
  const save = useAddress(download);
  return (
    <>
      {kind === "image" && <Picture bytes={bytes} type={manifest.type} />}
      {kind === "audio" && <Sound bytes={bytes} type={manifest.type} />}
      {kind === "none" && <p className="hint">{t.case.noPreview}</p>}
      <a className="button button-secondary" href={save} download={safeName(manifest.name)}>
        {t.case.download}
      </a>
    </>
  );
}

/** In a frame with no rights at all: no script, no origin, no network, no way out. */
function Picture({ bytes, type }: { readonly bytes: Uint8Array; readonly type: string }) {
  const { t } = useSpeech();
  const page = useMemo(() => previewDocument(bytes, type), [bytes, type]);
  return <iframe className="preview" sandbox="" referrerPolicy="no-referrer" title={t.case.previewTitle} src={useAddress(page)} />;
}

function Sound({ bytes, type }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string }) {
  const { t } = useSpeech();
  const sound = useMemo(() => new Blob([bytes], { type }), [bytes, type]);
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- what somebody recorded has no captions; the worker listens to it
  return <audio controls aria-label={t.case.previewTitle} src={useAddress(sound)} />;
}
