/** The public pages of cases. */
import type { Page } from "../../ui/index.ts";
import { callBackPages } from "./bel-mij.tsx";
import { conversationPages } from "./gesprek.tsx";
import { personPages } from "./person.tsx";
import { procedurePages } from "./procedure.tsx";
import { reportPages } from "./melden.tsx";

export const pages: readonly Page[] = [...reportPages, ...conversationPages, ...personPages, ...callBackPages, ...procedurePages];
