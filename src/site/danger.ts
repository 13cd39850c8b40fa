/** Numbers of the acute services (domain.md 2.2): 112, 113, Veilig Thuis, Centrum Seksueel Geweld; all day and night. */
export const dangerNumbers = { now: "112", thoughts: "113", home: "0800-2000", sexual: "0800-0188" } as const;

/** For children of 8 to 18; not by night (domain.md 2.1, 6). */
export const childLine = "0800-0432";
