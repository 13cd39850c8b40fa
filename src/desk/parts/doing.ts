/** One thing at a time that may be refused: busy while it runs, its sentence when it fails, nothing typed is lost. */
import { useRef, useState } from "react";
import { useSpeech } from "../speech.tsx";

export type Doing = { readonly busy: boolean; readonly problem: string | undefined; readonly done: string | undefined; readonly run: (work: () => Promise<string | undefined>) => Promise<boolean>; readonly complain: (sentence: string) => void };

/** `work` answers the sentence that says it was done, or nothing. `sentence` may know a better one for an error. */
export function useDoing(sentence?: (error: unknown) => string | undefined): Doing {
  const { wrong } = useSpeech();
  const [state, setState] = useState<Pick<Doing, "busy" | "problem" | "done">>({ busy: false, problem: undefined, done: undefined });
  // React shows "busy" a moment later; two presses before that must not do it twice.
  const running = useRef(false);
  const run = async (work: () => Promise<string | undefined>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setState({ busy: true, problem: undefined, done: undefined });
    try {
      const done = await work();
      setState({ busy: false, problem: undefined, done });
      return true;
    } catch (error) {
      setState({ busy: false, problem: sentence?.(error) ?? wrong(error), done: undefined });
      return false;
    } finally {
      running.current = false;
    }
  };
  const complain = (problem: string): void => setState({ busy: false, problem, done: undefined });
  return { ...state, run, complain };
}
