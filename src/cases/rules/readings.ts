/** More different cases than this, read by one member within two clock hours, and the team lead hears of it. */
export const bulkReading = { cases: 30, keptHours: 3 } as const;
