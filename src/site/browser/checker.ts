/** What runs in the copy of `/bewijs` that people keep (`cases/pages/proof-copy.tsx`): the same check, without anything of a page around it. */
import "./proof.ts";
