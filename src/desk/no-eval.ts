import { z } from "zod";

/** The desk's content policy forbids making code from text; zod would try, find out, and leave a violation in the console. */
z.config({ jitless: true });
