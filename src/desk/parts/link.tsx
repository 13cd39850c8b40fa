import type { ComponentProps } from "react";
import { basePath, useRouter } from "../router.ts";

/** A link to a screen: an ordinary one for new tabs and for reading, without loading the page again. */
export function Link({ to, children, ...rest }: { readonly to: string } & ComponentProps<"a">) {
  const { go, path } = useRouter();
  return (
    <a
      href={`${basePath}${to === "/" ? "" : to}`}
      aria-current={path === to ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
      {...rest}
    >
      {children}
    </a>
  );
}
